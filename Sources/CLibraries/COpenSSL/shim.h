#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <string.h>

/// Fills `out` with random bytes; 0 when there are none. Small counts, as of an identifier, are taken from a stock that this
/// thread has of its own, because asking the generator costs the same for 4 KB. What was handed out is wiped from the stock.
static inline int portico_random(unsigned char *_Nonnull out, size_t count) {
    static _Thread_local unsigned char stock[4096];
    static _Thread_local size_t left = 0;
    if (count > 64) return RAND_bytes(out, (int)count);
    if (left < count) {
        if (RAND_bytes(stock, sizeof stock) != 1) return 0;
        left = sizeof stock;
    }
    unsigned char *next = stock + sizeof stock - left;
    memcpy(out, next, count);
    OPENSSL_cleanse(next, count);
    left -= count;
    return 1;
}
