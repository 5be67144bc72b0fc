#include "assets.h"

// Each file of Migrations/sqlite is named twice here; a test compares this list with the folder.
static const unsigned char start[] = {
#embed "../../../Migrations/sqlite/0001-start.sql"
};

static const struct PorticoAsset migrations[] = {
    {"0001-start", start, sizeof start},
    {"", start, 0},
};

const struct PorticoAsset *const portico_sqlite_migrations = migrations;
