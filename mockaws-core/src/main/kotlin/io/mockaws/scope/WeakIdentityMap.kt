package io.mockaws.scope

import java.lang.ref.Reference
import java.lang.ref.ReferenceQueue
import java.lang.ref.WeakReference
import java.util.concurrent.ConcurrentHashMap

/** What is known of objects, by identity, for as long as they are. Reading it takes no lock. */
internal class WeakIdentityMap<K : Any, V : Any> {
    private val gone = ReferenceQueue<K>()
    private val values = ConcurrentHashMap<Any, V>()

    val isEmpty: Boolean get() = values.isEmpty()

    operator fun get(key: K): V? = if (values.isEmpty()) null else values[Sought(key)]

    operator fun set(
        key: K,
        value: V,
    ) {
        while (true) values.remove(gone.poll() ?: break)
        values[Kept(key, gone)] = value
    }

    private class Kept<K : Any>(
        key: K,
        queue: ReferenceQueue<K>,
    ) : WeakReference<K>(key, queue) {
        private val hash = System.identityHashCode(key)

        override fun hashCode(): Int = hash

        override fun equals(other: Any?): Boolean = this === other || (other is Kept<*> && refersToSame(other))

        private fun refersToSame(other: Reference<*>) = get().let { it != null && it === other.get() }
    }

    private class Sought(
        val key: Any,
    ) {
        override fun hashCode(): Int = System.identityHashCode(key)

        override fun equals(other: Any?): Boolean = other is Kept<*> && other.get() === key
    }
}
