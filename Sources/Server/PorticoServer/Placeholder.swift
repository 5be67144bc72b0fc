enum PorticoServerPlaceholder {}
