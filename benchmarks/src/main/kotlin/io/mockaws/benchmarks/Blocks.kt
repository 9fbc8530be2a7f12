package io.mockaws.benchmarks

import io.mockaws.mockAws
import kotlinx.coroutines.runBlocking

/** A block with nothing in it, for benchmarks, which are Java. */
fun emptyBlock(): Any = runBlocking { mockAws { } }
