package io.mockaws.services.cloudformation.sam

/**
 * The order in which a dictionary of Python 2 tells its keys: a table with open addressing. SAM hashes the text of an
 * API's
 * definition for the id of its deployment, and kept this order when it moved on, so that ids stay what they were.
 */
internal class HashOrder {
    private var slots = arrayOfNulls<String>(SMALLEST)
    private var removed = BooleanArray(SMALLEST)
    private var used = 0
    private var size = 0

    fun keys(): List<String> = slots.filterNotNull()

    fun add(key: String) {
        val slot = slotOf(key)
        if (slots[slot] != null) return
        if (!removed[slot]) used++
        removed[slot] = false
        slots[slot] = key
        size++
        if (used * FULL_PARTS >= slots.size * FULL_OF) grow(size * GROWTH)
    }

    fun remove(key: String) {
        val slot = slotOf(key)
        if (slots[slot] == null) return
        slots[slot] = null
        removed[slot] = true
        size--
    }

    /** Makes room for [keys] at once, as a merge does. */
    fun reserve(keys: List<String>) {
        if (keys.isEmpty()) return
        if ((used + keys.size) * FULL_PARTS >= slots.size * FULL_OF) grow((size + keys.size) * 2)
        keys.forEach { add(it) }
    }

    private fun slotOf(key: String): Int {
        var disturbance = hash(key)
        val mask = slots.size - 1L
        var at = disturbance
        var free = -1
        while (true) {
            val slot = (at and mask).toInt()
            val there = slots[slot]
            when {
                there == key -> return slot
                there == null && !removed[slot] -> return if (free >= 0) free else slot
                there == null && free < 0 -> free = slot
            }
            at = at * PROBE + disturbance + 1
            disturbance = disturbance ushr SHIFT
        }
    }

    private fun grow(wanted: Int) {
        var capacity = SMALLEST
        while (capacity <= wanted) capacity *= 2
        val old = keys()
        slots = arrayOfNulls(capacity)
        removed = BooleanArray(capacity)
        used = 0
        size = 0
        old.forEach { add(it) }
    }

    private fun hash(key: String): Long {
        if (key.isEmpty()) return 0
        var hash = key[0].code.toLong() shl FIRST_SHIFT
        key.forEach { hash = (MULTIPLIER * hash) xor it.code.toLong() }
        hash = hash xor key.length.toLong()
        return if (hash == -1L) -2 else hash
    }

    private companion object {
        const val SMALLEST = 8
        const val FULL_PARTS = 3
        const val FULL_OF = 2
        const val GROWTH = 4
        const val PROBE = 5
        const val SHIFT = 5
        const val FIRST_SHIFT = 7
        const val MULTIPLIER = 1000003L
    }
}
