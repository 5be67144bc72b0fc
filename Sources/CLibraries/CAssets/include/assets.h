#ifndef PORTICO_ASSETS_H
#define PORTICO_ASSETS_H

#include <stddef.h>

/// A file of the source tree, compiled into the program: `count` octets from `bytes`, never freed.
struct PorticoAsset {
    const char *_Nonnull name;
    const unsigned char *_Nonnull bytes;
    size_t count;
};

/// Style sheets, scripts and icons that pages use, ended by an entry whose `count` is 0.
extern const struct PorticoAsset *_Nonnull const portico_web_assets;

/// The files of Migrations/sqlite in the order of their names, ended by an entry whose `count` is 0.
extern const struct PorticoAsset *_Nonnull const portico_sqlite_migrations;

#endif
