#ifndef PORTICO_TLS_H
#define PORTICO_TLS_H

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>

// The macros and callbacks of OpenSSL that Swift cannot import or say.

/// The contexts of one listener, one a certificate; the first serves whoever asks for no name that is known.
struct portico_tls_table {
    int count;
    SSL_CTX *_Nullable contexts[64];
};

/// Chooses the certificate by the name the client asks for (RFC 6066 section 3).
static int portico_tls_choose(SSL *_Nonnull ssl, int *_Nonnull alert, void *_Nullable argument) {
    (void)alert;
    struct portico_tls_table *table = (struct portico_tls_table *)argument;
    const char *name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
    for (int i = 0; name && i < table->count; i++) {
        X509 *leaf = SSL_CTX_get0_certificate(table->contexts[i]);
        if (leaf && X509_check_host(leaf, name, 0, 0, NULL) == 1) {
            SSL_set_SSL_CTX(ssl, table->contexts[i]);
            break;
        }
    }
    return SSL_TLSEXT_ERR_OK;
}

/// Speaks http/1.1 and nothing else (RFC 7301 section 3.2: no overlap is fatal).
static int portico_tls_protocol(SSL *_Nonnull ssl, const unsigned char *_Nullable *_Nonnull chosen,
                                unsigned char *_Nonnull length, const unsigned char *_Nonnull offered, unsigned int count,
                                void *_Nullable argument) {
    (void)ssl;
    (void)argument;
    static const unsigned char ours[] = "\x08http/1.1";
    unsigned char *found;
    if (SSL_select_next_proto(&found, length, ours, 9, offered, count) != OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_ALERT_FATAL;
    *chosen = found;
    return SSL_TLSEXT_ERR_OK;
}

/// Keys with a passphrase are refused instead of asking on the terminal.
static int portico_tls_no_passphrase(char *_Nonnull buffer, int size, int writing, void *_Nullable argument) {
    (void)buffer, (void)size, (void)writing, (void)argument;
    return -1;
}

/// A server's context: TLS 1.2 and 1.3, forward secrecy and authenticated encryption only, tickets, no renegotiation.
static inline SSL_CTX *_Nullable portico_tls_context(struct portico_tls_table *_Nonnull table) {
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    if (!context) return NULL;
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(context,
                            "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:"
                            "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305");
    SSL_CTX_set1_groups_list(context, "X25519:P-256:P-384");
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                                     SSL_OP_PRIORITIZE_CHACHA);
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    // Sessions live in the clients' tickets: nothing to keep here, and any reactor can go on with them.
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_session_id_context(context, (const unsigned char *)"portico", 7);
    SSL_CTX_set_timeout(context, 7200);
    SSL_CTX_set_default_passwd_cb(context, portico_tls_no_passphrase);
    SSL_CTX_set_alpn_select_cb(context, portico_tls_protocol, NULL);
    SSL_CTX_set_tlsext_servername_callback(context, portico_tls_choose);
    SSL_CTX_set_tlsext_servername_arg(context, table);
    SSL_CTX_set_read_ahead(context, 1);
    return context;
}

/// What a call came to: above 0 octets moved (or done), 0 ended in order, -1 would block, -2 failed.
static inline int portico_tls_result(SSL *_Nonnull ssl, int result) {
    if (result > 0) return result;
    int error = SSL_get_error(ssl, result);
    if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE) return -1;
    return error == SSL_ERROR_ZERO_RETURN ? 0 : -2;
}

/// The same for the handshake; -3 when the client speaks plain HTTP.
static inline int portico_tls_accept(SSL *_Nonnull ssl) {
    ERR_clear_error();
    int result = portico_tls_result(ssl, SSL_accept(ssl));
    if (result == -2 && ERR_GET_REASON(ERR_peek_error()) == SSL_R_HTTP_REQUEST) return -3;
    // A client that leaves in the middle has not shaken hands.
    return result == 0 ? -2 : result;
}

/// `drained` tells whether nothing is left, neither here nor in the socket: a read that began with an empty buffer, which holds
/// a whole record of 16 KB, and got less than a quarter of that has taken everything there was.
static inline int portico_tls_read(SSL *_Nonnull ssl, void *_Nonnull buffer, int size, int *_Nonnull drained) {
    ERR_clear_error();
    BIO *source = SSL_get_rbio(ssl);
    int began_empty = !SSL_has_pending(ssl);
    uint64_t before = BIO_number_read(source);
    int result = portico_tls_result(ssl, SSL_read(ssl, buffer, size));
    *drained = result > 0 && began_empty && !SSL_has_pending(ssl) && BIO_number_read(source) - before < 4096;
    return result;
}

static inline int portico_tls_write(SSL *_Nonnull ssl, const void *_Nonnull bytes, int size) {
    ERR_clear_error();
    return portico_tls_result(ssl, SSL_write(ssl, bytes, size));
}

/// Says that nothing more will come (close_notify), as far as that goes without waiting.
static inline void portico_tls_shutdown(SSL *_Nonnull ssl) {
    ERR_clear_error();
    if (SSL_is_init_finished(ssl) && !(SSL_get_shutdown(ssl) & SSL_SENT_SHUTDOWN)) SSL_shutdown(ssl);
}

/// The newest error of this thread in OpenSSL's words; the queue is emptied.
static inline void portico_tls_error(char *_Nonnull text, size_t size) {
    unsigned long code = ERR_peek_last_error();
    const char *reason = ERR_reason_error_string(code);
    strncpy(text, reason ? reason : "unknown", size - 1);
    text[size - 1] = 0;
    ERR_clear_error();
}

/// Asks for a client's certificate and takes connections without one.
static inline int portico_tls_ask_for_client(SSL_CTX *_Nonnull context, const char *_Nonnull authorities) {
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
    STACK_OF(X509_NAME) *names = SSL_load_client_CA_file(authorities);
    if (!names) return 0;
    SSL_CTX_set_client_CA_list(context, names);
    return SSL_CTX_load_verify_locations(context, authorities, NULL);
}

/// The subject (RFC 2253) and the SHA-256 of the client's verified certificate; 0 when there is none.
static inline int portico_tls_client(SSL *_Nonnull ssl, char *_Nonnull subject, int size, unsigned char *_Nonnull digest) {
    X509 *certificate = SSL_get0_peer_certificate(ssl);
    if (!certificate || SSL_get_verify_result(ssl) != X509_V_OK) return 0;
    unsigned int length = 0;
    if (!X509_digest(certificate, EVP_sha256(), digest, &length)) return 0;
    BIO *text = BIO_new(BIO_s_mem());
    if (!text) return 0;
    X509_NAME_print_ex(text, X509_get_subject_name(certificate), 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
    int count = BIO_read(text, subject, size - 1);
    subject[count > 0 ? count : 0] = 0;
    BIO_free(text);
    return 1;
}

/// Seconds since 1970 at which the context's certificate ends; 0 when that cannot be told.
static inline int64_t portico_tls_expiry(SSL_CTX *_Nonnull context) {
    X509 *leaf = SSL_CTX_get0_certificate(context);
    struct tm time;
    if (!leaf || !ASN1_TIME_to_tm(X509_get0_notAfter(leaf), &time)) return 0;
    return (int64_t)timegm(&time);
}

#endif
