#include "assets.h"

static const unsigned char style[] = {
#embed "portico.css"
};

static const unsigned char script[] = {
#embed "portico.js"
};

static const unsigned char logo[] = {
#embed "portico.svg"
};

static const struct PorticoAsset assets[] = {
    {"portico.css", style, sizeof style},
    {"portico.js", script, sizeof script},
    {"portico.svg", logo, sizeof logo},
    {"", style, 0},
};

const struct PorticoAsset *const portico_web_assets = assets;
