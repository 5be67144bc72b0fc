#include "assets.h"

static const unsigned char style[] = {
#embed "portico.css"
};

static const struct PorticoAsset assets[] = {
    {"portico.css", style, sizeof style},
    {"", style, 0},
};

const struct PorticoAsset *const portico_web_assets = assets;
