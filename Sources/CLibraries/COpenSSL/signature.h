#ifndef PORTICO_SIGNATURE_H
#define PORTICO_SIGNATURE_H

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

// Public keys by their numbers, and signatures made with them: OpenSSL's builders are macros and variadic in spirit, and each
// failure has something to free.

/// A public key of `type` with the parameters that were pushed; frees the builder.
static inline EVP_PKEY *_Nullable portico_public_key(const char *_Nonnull type, OSSL_PARAM_BLD *_Nullable builder) {
    EVP_PKEY *key = NULL;
    OSSL_PARAM *parameters = builder ? OSSL_PARAM_BLD_to_param(builder) : NULL;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
    if (parameters && context && EVP_PKEY_fromdata_init(context) == 1)
        (void)EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, parameters);
    EVP_PKEY_CTX_free(context);
    OSSL_PARAM_free(parameters);
    OSSL_PARAM_BLD_free(builder);
    return key;
}

/// An RSA key by modulus and exponent, most significant octet first; NULL for numbers that make none, or a weak one.
static inline EVP_PKEY *_Nullable portico_rsa_key(const unsigned char *_Nonnull n, int n_count,
                                                  const unsigned char *_Nonnull e, int e_count) {
    BIGNUM *modulus = BN_bin2bn(n, n_count, NULL), *exponent = BN_bin2bn(e, e_count, NULL);
    EVP_PKEY *key = NULL;
    OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    // RFC 7518 section 3.3: 2048 bits at least. An even or tiny exponent is nobody's.
    int is_fit = builder && modulus && exponent && BN_num_bits(modulus) >= 2048 && BN_num_bits(modulus) <= 16384 &&
                 BN_is_odd(modulus) && BN_is_odd(exponent) && BN_num_bits(exponent) >= 2 && BN_num_bits(exponent) <= 64;
    if (is_fit && OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_N, modulus) == 1 &&
        OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_E, exponent) == 1)
        key = portico_public_key("RSA", builder);
    else
        OSSL_PARAM_BLD_free(builder);
    BN_free(modulus);
    BN_free(exponent);
    return key;
}

/// A key on a named curve by its uncompressed point; NULL for a point that is not on the curve.
static inline EVP_PKEY *_Nullable portico_ec_key(const char *_Nonnull curve, const unsigned char *_Nonnull point,
                                                 size_t count) {
    OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    if (!builder || OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME, curve, 0) != 1 ||
        OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY, point, count) != 1) {
        OSSL_PARAM_BLD_free(builder);
        return NULL;
    }
    return portico_public_key("EC", builder);
}

/// Whether the key made the signature of the message with this hash; `pss` for RSASSA-PSS with a salt as long as the hash.
static inline int portico_is_signature(EVP_PKEY *_Nonnull key, const char *_Nonnull hash, int pss,
                                       const unsigned char *_Nonnull signature, size_t signature_count,
                                       const unsigned char *_Nonnull message, size_t count) {
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    EVP_PKEY_CTX *how = NULL;
    int good = context && EVP_DigestVerifyInit_ex(context, &how, hash, NULL, NULL, key, NULL) == 1;
    if (good && pss)
        good = EVP_PKEY_CTX_set_rsa_padding(how, RSA_PKCS1_PSS_PADDING) == 1 &&
               EVP_PKEY_CTX_set_rsa_pss_saltlen(how, RSA_PSS_SALTLEN_DIGEST) == 1;
    good = good && EVP_DigestVerify(context, signature, signature_count, message, count) == 1;
    EVP_MD_CTX_free(context);
    return good;
}

/// The same for a signature of two numbers behind each other (RFC 7518 section 3.4), which OpenSSL wants in DER.
static inline int portico_is_ecdsa_signature(EVP_PKEY *_Nonnull key, const char *_Nonnull hash,
                                             const unsigned char *_Nonnull signature, int half,
                                             const unsigned char *_Nonnull message, size_t count) {
    BIGNUM *r = BN_bin2bn(signature, half, NULL), *s = BN_bin2bn(signature + half, half, NULL);
    ECDSA_SIG *pair = ECDSA_SIG_new();
    unsigned char *der = NULL;
    int good = 0;
    if (pair && r && s && ECDSA_SIG_set0(pair, r, s) == 1) {
        // They are the pair's now.
        r = s = NULL;
        int length = i2d_ECDSA_SIG(pair, &der);
        good = length > 0 && portico_is_signature(key, hash, 0, der, (size_t)length, message, count);
    }
    BN_free(r);
    BN_free(s);
    ECDSA_SIG_free(pair);
    OPENSSL_free(der);
    return good;
}

#endif
