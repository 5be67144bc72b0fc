#ifndef PORTICO_GMIME_H
#define PORTICO_GMIME_H

// GMime behind plain C, so that Swift sees a dozen functions and none of GLib's macros. Every object is a pointer without a type;
// a message is let go by portico_mime_free, what is inside of it goes with it.
#include <stddef.h>
#include <stdint.h>

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Weverything"
#include <gmime/gmime.h>
#pragma clang diagnostic pop

enum portico_mime_kind { PORTICO_MIME_PART = 0, PORTICO_MIME_MULTIPART = 1, PORTICO_MIME_MESSAGE = 2, PORTICO_MIME_OTHER = 3 };

static inline void portico_mime_start(void) { g_mime_init(); }

/// The message in these octets, which are copied; NULL when nothing can be made of them.
static inline void *_Nullable portico_mime_parse(const uint8_t *_Nonnull octets, size_t count) {
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer((const char *)octets, count);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    // Bodies are read out of the stream when they are asked for: no second copy of the message.
    g_mime_parser_set_persist_stream(parser, TRUE);
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
    g_object_unref(parser);
    g_object_unref(stream);
    return message;
}

static inline void portico_mime_free(void *_Nonnull message) { g_object_unref(message); }

static inline void *_Nullable portico_mime_root(void *_Nonnull message) {
    return g_mime_message_get_mime_part((GMimeMessage *)message);
}

static inline enum portico_mime_kind portico_mime_kind_of(void *_Nonnull object) {
    if (GMIME_IS_MULTIPART(object)) return PORTICO_MIME_MULTIPART;
    if (GMIME_IS_MESSAGE_PART(object)) return PORTICO_MIME_MESSAGE;
    return GMIME_IS_PART(object) ? PORTICO_MIME_PART : PORTICO_MIME_OTHER;
}

static inline int portico_mime_count(void *_Nonnull multipart) { return g_mime_multipart_get_count((GMimeMultipart *)multipart); }

static inline void *_Nullable portico_mime_child(void *_Nonnull multipart, int index) {
    return g_mime_multipart_get_part((GMimeMultipart *)multipart, index);
}

/// The message that a message/rfc822 part holds.
static inline void *_Nullable portico_mime_inner(void *_Nonnull part) {
    return g_mime_message_part_get_message((GMimeMessagePart *)part);
}

static inline const char *_Nullable portico_mime_type(void *_Nonnull object) {
    GMimeContentType *type = g_mime_object_get_content_type((GMimeObject *)object);
    return type ? g_mime_content_type_get_media_type(type) : NULL;
}

static inline const char *_Nullable portico_mime_subtype(void *_Nonnull object) {
    GMimeContentType *type = g_mime_object_get_content_type((GMimeObject *)object);
    return type ? g_mime_content_type_get_media_subtype(type) : NULL;
}

static inline const char *_Nullable portico_mime_charset(void *_Nonnull object) {
    return g_mime_object_get_content_type_parameter((GMimeObject *)object, "charset");
}

static inline const char *_Nullable portico_mime_disposition(void *_Nonnull object) {
    return g_mime_object_get_disposition((GMimeObject *)object);
}

/// Decoded (RFC 2047, RFC 2231); NULL when it has none.
static inline const char *_Nullable portico_mime_file_name(void *_Nonnull part) { return g_mime_part_get_filename((GMimePart *)part); }

static inline const char *_Nullable portico_mime_content_id(void *_Nonnull object) {
    return g_mime_object_get_content_id((GMimeObject *)object);
}

/// The number of header fields, and each one's name and decoded value.
static inline int portico_mime_field_count(void *_Nonnull object) {
    return g_mime_header_list_get_count(g_mime_object_get_header_list((GMimeObject *)object));
}

static inline const char *_Nullable portico_mime_field(void *_Nonnull object, int index, const char *_Nullable *_Nonnull value) {
    GMimeHeader *header = g_mime_header_list_get_header_at(g_mime_object_get_header_list((GMimeObject *)object), index);
    *value = header ? g_mime_header_get_value(header) : NULL;
    return header ? g_mime_header_get_name(header) : NULL;
}

/// The decoded octets of a part, converted to UTF-8 from `charset` unless that is NULL. NULL without memory; to be let go by
/// portico_mime_release.
static inline uint8_t *_Nullable portico_mime_content(void *_Nonnull part, const char *_Nullable charset, size_t *_Nonnull count) {
    *count = 0;
    GMimeDataWrapper *wrapper = g_mime_part_get_content((GMimePart *)part);
    GByteArray *octets = g_byte_array_new();
    GMimeStream *memory = g_mime_stream_mem_new_with_byte_array(octets);
    g_mime_stream_mem_set_owner((GMimeStreamMem *)memory, FALSE);
    if (wrapper) {
        GMimeStream *target = g_object_ref(memory);
        GMimeFilter *filter = charset ? g_mime_filter_charset_new(charset, "UTF-8") : NULL;
        if (filter) {
            g_object_unref(target);
            target = g_mime_stream_filter_new(memory);
            g_mime_stream_filter_add((GMimeStreamFilter *)target, filter);
            g_object_unref(filter);
        }
        g_mime_data_wrapper_write_to_stream(wrapper, target);
        g_mime_stream_flush(target);
        g_object_unref(target);
    }
    g_object_unref(memory);
    *count = octets->len;
    return g_byte_array_free(octets, FALSE);
}

static inline void portico_mime_release(uint8_t *_Nullable octets) { g_free(octets); }

#endif
