// What jemalloc reads when a program starts that is linked with it: two arenas, because few threads allocate much, and what was
// freed goes back to the system after a fifth of a second, so that a burst of orders does not stay in memory.
const char *malloc_conf = "narenas:2,dirty_decay_ms:200,muzzy_decay_ms:0,lg_tcache_max:12";
