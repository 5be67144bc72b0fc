enum SocketsPlaceholder {}
