// libxml2's SAX2 parser, as little of it as the XML module needs.
#ifndef CLIBXML2_SHIM_H
#define CLIBXML2_SHIM_H

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stddef.h>
#include <stdint.h>
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

/// Where the octet stands next, or `count`.
static inline ptrdiff_t xml_shim_place(const uint8_t *_Nullable bytes, ptrdiff_t start, ptrdiff_t count, uint8_t octet) {
    if (bytes == NULL || start >= count) return count;
    const uint8_t *found = memchr(bytes + start, octet, (size_t)(count - start));
    return found == NULL ? count : found - bytes;
}

static inline uint64_t xml_shim_eight(const uint8_t *_Nonnull place) {
    uint64_t octets;
    memcpy(&octets, place, 8);
    return octets;
}

/// Whether two runs of octets are the same. Names are short, and a call of memcmp costs more than the comparison.
static inline int xml_shim_same(const uint8_t *_Nonnull left, const uint8_t *_Nonnull right, ptrdiff_t count) {
    if (count < 8) {
        for (ptrdiff_t place = 0; place < count; place += 1)
            if (left[place] != right[place]) return 0;
        return 1;
    }
    for (ptrdiff_t place = 0; place + 8 <= count; place += 8)
        if (xml_shim_eight(left + place) != xml_shim_eight(right + place)) return 0;
    return xml_shim_eight(left + count - 8) == xml_shim_eight(right + count - 8);
}

/// Copies octets that do not overlap. Texts between tags are short, too.
static inline void xml_shim_copy(uint8_t *_Nonnull to, const uint8_t *_Nonnull from, ptrdiff_t count) {
    if (count >= 8 && count <= 16) {
        uint64_t first = xml_shim_eight(from), last = xml_shim_eight(from + count - 8);
        memcpy(to, &first, 8);
        memcpy(to + count - 8, &last, 8);
    } else if (count < 8) {
        for (ptrdiff_t place = 0; place < count; place += 1) to[place] = from[place];
    } else {
        memcpy(to, from, (size_t)count);
    }
}

/// A context with the callbacks given and no others: nothing is fetched, no entity but the predefined ones exists, no tree is
/// made. NULL without memory.
static inline xmlParserCtxtPtr _Nullable xml_shim_context(
    startElementNsSAX2Func _Nonnull start, endElementNsSAX2Func _Nonnull end, charactersSAXFunc _Nonnull text) {
    xmlParserCtxtPtr context = xmlNewParserCtxt();
    if (context == NULL || context->sax == NULL) {
        if (context != NULL) xmlFreeParserCtxt(context);
        return NULL;
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
    return context;
}

/// Parses UTF-8 bytes that hold no DOCTYPE and no XML declaration. The context may be used again after a document that was well
/// formed; it keeps the names it met, at the same addresses.
static inline struct XMLParseOutcome xml_shim_parse(
    xmlParserCtxtPtr _Nonnull context, const char *_Nonnull bytes, int count, void *_Nonnull user) {
    struct XMLParseOutcome outcome = {1, "the document is empty"};
    xmlParserInputBufferPtr buffer = xmlParserInputBufferCreateMem(bytes, count, XML_CHAR_ENCODING_NONE);
    if (buffer == NULL) return outcome;
    xmlParserInputPtr input = xmlNewIOInputStream(context, buffer, XML_CHAR_ENCODING_NONE);
    if (input == NULL) {
        xmlFreeParserInputBuffer(buffer);
        return outcome;
    }
    inputPush(context, input);
    context->userData = user;
    // Without this, `&amp;` within an attribute is handed on as `&#38;`. No other entity can exist, as there is no DOCTYPE.
    context->replaceEntities = 1;
    xmlParseDocument(context);
    outcome.line = 0;
    outcome.message[0] = 0;
    if (!context->wellFormed) {
        outcome.line = context->lastError.line > 0 ? context->lastError.line : 1;
        const char *message = context->lastError.message != NULL ? context->lastError.message : "not well formed";
        strncpy(outcome.message, message, sizeof outcome.message - 1);
    }
    xmlCtxtReset(context);
    return outcome;
}

/// How many names a context keeps.
static inline int xml_shim_names(xmlParserCtxtPtr _Nonnull context) { return xmlDictSize(context->dict); }

#endif
