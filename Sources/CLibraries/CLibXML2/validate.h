// Validation against a DTD on this machine's disk. Nothing else is read.
#ifndef CLIBXML2_VALIDATE_H
#define CLIBXML2_VALIDATE_H

#include <libxml/parser.h>
#include <libxml/valid.h>
#include <libxml/xmlIO.h>
#include <stdio.h>
#include <string.h>

/// What a validation found, one complaint a line.
struct XMLValidation {
    /// 1 valid, 0 not valid, -1 the DTD cannot be read, -2 the document cannot be read.
    int outcome;
    int complaints;
    int used;
    int room;
    char *_Nullable text;
};

static inline void xml_shim_collect(void *data, xmlErrorPtr error) {
    struct XMLValidation *found = data;
    if (error == NULL || error->message == NULL || found->complaints >= 200) return;
    found->complaints += 1;
    int room = found->room - found->used;
    if (room < 2) return;
    int written = snprintf(found->text + found->used, (size_t)room, "Line %d: %s", error->line, error->message);
    if (written < 0 || written >= room) {
        found->complaints = 200;
        return;
    }
    found->used += written;
}

/// Validates UTF-8 bytes that hold no DOCTYPE against the DTD file at `path`. Complaints go into `text`, of `room` octets.
static inline void xml_shim_validate(
    const char *_Nonnull bytes, int count, const char *_Nonnull path, struct XMLValidation *_Nonnull found,
    char *_Nonnull text, int room) {
    memset(found, 0, sizeof *found);
    found->text = text;
    found->room = room;
    xmlExternalEntityLoader before = xmlGetExternalEntityLoader();
    xmlSetExternalEntityLoader(xmlNoNetExternalEntityLoader);
    xmlSetStructuredErrorFunc(found, xml_shim_collect);
    xmlDtdPtr dtd = xmlParseDTD(NULL, (const xmlChar *)path);
    xmlDocPtr document = NULL;
    if (dtd == NULL) {
        found->outcome = -1;
    } else {
        found->complaints = found->used = 0;
        document = xmlReadMemory(bytes, count, NULL, "UTF-8", XML_PARSE_NONET);
        if (document == NULL) found->outcome = -2;
    }
    if (document != NULL) {
        xmlValidCtxtPtr context = xmlNewValidCtxt();
        found->outcome = context == NULL ? -2 : xmlValidateDtd(context, document, dtd) == 1;
        xmlFreeValidCtxt(context);
    }
    xmlFreeDoc(document);
    xmlFreeDtd(dtd);
    xmlSetStructuredErrorFunc(NULL, NULL);
    xmlSetExternalEntityLoader(before);
}

#endif
