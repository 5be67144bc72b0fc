// What jemalloc reads when a program starts that is linked with it: two arenas, because few threads allocate much; pages of databases
// and documents are kept by the thread that freed them, which asks for the next one; and what was freed goes back to the system after
// a second, so that a burst of orders does not stay in memory.
const char *malloc_conf = "narenas:2,dirty_decay_ms:1000,muzzy_decay_ms:0,lg_tcache_max:15";
