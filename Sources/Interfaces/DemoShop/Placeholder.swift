enum DemoShopPlaceholder {}
