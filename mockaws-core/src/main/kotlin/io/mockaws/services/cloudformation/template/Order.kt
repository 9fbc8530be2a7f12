package io.mockaws.services.cloudformation.template

/** Puts things in an order in which each comes behind what it needs. */
internal object Order {
    /**
     * [names] in that order; those that need nothing of each other stay as they are.
     *
     * @param needs what each needs, by name
     * @throws io.mockaws.engine.AwsFault where they go round in a circle
     */
    fun of(
        names: Collection<String>,
        needs: (String) -> Collection<String>,
    ): List<String> {
        val left = LinkedHashMap(names.associateWith { name -> needs(name).filterTo(LinkedHashSet()) { it in names } })
        val order = ArrayList<String>()
        while (left.isNotEmpty()) {
            val next =
                left.entries.firstOrNull { (_, needed) -> needed.none { it in left } }?.key ?: throw circular(left)
            left -= next
            order += next
        }
        return order
    }

    private fun circular(left: Map<String, Set<String>>): Exception {
        var round = left
        while (true) {
            val needed = round.values.flatten().toSet()
            val next = round.filter { (name, own) -> name in needed && own.any { it in round } }
            if (next.size == round.size) break
            round = next
        }
        return TemplateFaults.invalid(
            "Circular dependency between resources: [${round.keys.joinToString()}]",
            "/Resources/${round.keys.first()}"
        )
    }
}
