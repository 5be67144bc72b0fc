// Pango lays text out, Cairo writes it as PDF: as little of both as the PDF module needs.
#ifndef CPANGO_SHIM_H
#define CPANGO_SHIM_H

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

// A map of fonts in which one point of a font is one unit of a page; NULL without memory. The caller owns it.
static inline PangoFontMap *_Nullable portico_pango_font_map(void) {
    PangoFontMap *map = pango_cairo_font_map_new();
    if (map != NULL) pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), 72);
    return map;
}

// A context of the map that measures as the page draws: in English whatever the machine speaks, because the language chooses
// among fonts. The caller owns it.
static inline PangoContext *_Nullable portico_pango_context(PangoFontMap *_Nonnull map, cairo_t *_Nonnull page) {
    PangoContext *context = pango_font_map_create_context(map);
    if (context == NULL) return NULL;
    pango_context_set_language(context, pango_language_from_string("en"));
    pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
    pango_cairo_update_context(page, context);
    return context;
}

// A word that is too long for its line is broken without a hyphen: in a part number it would be read as one of its signs.
static inline void portico_pango_no_hyphens(PangoLayout *_Nonnull layout) {
    PangoAttrList *attributes = pango_attr_list_new();
    pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));
    pango_layout_set_attributes(layout, attributes);
    pango_attr_list_unref(attributes);
}

// Pango's units are 1024ths of a point.
static inline void portico_pango_size(PangoLayout *_Nonnull layout, double *_Nonnull width, double *_Nonnull height) {
    int w = 0, h = 0;
    pango_layout_get_size(layout, &w, &h);
    *width = (double)w / PANGO_SCALE;
    *height = (double)h / PANGO_SCALE;
}

// Where a line begins within the layout's text, in octets; -1 when there is no such line.
static inline int portico_pango_line_start(PangoLayout *_Nonnull layout, int number) {
    PangoLayoutLine *line = pango_layout_get_line_readonly(layout, number);
    return line == NULL ? -1 : line->start_index;
}

// How high a line is, and how far below its top its letters stand, in points.
static inline void portico_pango_line_extents(
    PangoLayout *_Nonnull layout, int number, double *_Nonnull height, double *_Nonnull baseline) {
    PangoLayoutLine *line = pango_layout_get_line_readonly(layout, number);
    PangoRectangle extents = {0, 0, 0, 0};
    if (line != NULL) pango_layout_line_get_extents(line, NULL, &extents);
    *height = (double)extents.height / PANGO_SCALE;
    *baseline = -(double)extents.y / PANGO_SCALE;
}

// Draws one line of a layout of the given width with its letters standing on the present point; a line that runs from right to
// left ends at the right.
static inline void portico_pango_show_line(
    cairo_t *_Nonnull page, PangoLayout *_Nonnull layout, int number, double x, double baseline, double width) {
    PangoLayoutLine *line = pango_layout_get_line_readonly(layout, number);
    if (line == NULL) return;
    if (line->resolved_dir == PANGO_DIRECTION_RTL) {
        PangoRectangle extents = {0, 0, 0, 0};
        pango_layout_line_get_extents(line, NULL, &extents);
        double rest = width - (double)extents.width / PANGO_SCALE;
        if (rest > 0) x += rest;
    }
    cairo_move_to(page, x, baseline);
    pango_cairo_show_layout_line(page, line);
}

#endif
