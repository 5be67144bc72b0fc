// libxml2's SAX2 parser, as little of it as the XML module needs.
#ifndef CLIBXML2_SHIM_H
#define CLIBXML2_SHIM_H

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <string.h>

/// What came of a parse: line 0 means well formed.
struct XMLParseOutcome {
    int line;
    char message[160];
};

/// Swallows libxml2's report, which would else go to standard error; the context keeps the first fatal one for us.
static inline void xml_shim_ignore(void *data, xmlErrorPtr error) {
    (void)data;
    (void)error;
}

/// Parses UTF-8 bytes that hold no DOCTYPE and no XML declaration, with the five callbacks given and no others: nothing is
/// fetched, no entity but the predefined ones exists, no tree is made.
static inline struct XMLParseOutcome xml_shim_parse(
    const char *_Nonnull bytes, int count, void *_Nonnull user, startElementNsSAX2Func _Nonnull start,
    endElementNsSAX2Func _Nonnull end, charactersSAXFunc _Nonnull text) {
    struct XMLParseOutcome outcome = {0, ""};
    xmlParserCtxtPtr context = xmlCreateMemoryParserCtxt(bytes, count);
    if (context == NULL || context->sax == NULL) {
        outcome.line = 1;
        strcpy(outcome.message, "the document is empty");
        if (context != NULL) xmlFreeParserCtxt(context);
        return outcome;
    }
    xmlSAXHandler *sax = context->sax;
    memset(sax, 0, sizeof *sax);
    sax->initialized = XML_SAX2_MAGIC;
    sax->startElementNs = start;
    sax->endElementNs = end;
    sax->characters = text;
    sax->ignorableWhitespace = text;
    sax->cdataBlock = text;
    sax->serror = xml_shim_ignore;
    context->userData = user;
    // Without this, `&amp;` within an attribute is handed on as `&#38;`. No other entity can exist, as there is no DOCTYPE.
    context->replaceEntities = 1;
    xmlParseDocument(context);
    if (!context->wellFormed) {
        outcome.line = context->lastError.line > 0 ? context->lastError.line : 1;
        const char *message = context->lastError.message != NULL ? context->lastError.message : "not well formed";
        strncpy(outcome.message, message, sizeof outcome.message - 1);
    }
    xmlFreeParserCtxt(context);
    return outcome;
}

#endif
