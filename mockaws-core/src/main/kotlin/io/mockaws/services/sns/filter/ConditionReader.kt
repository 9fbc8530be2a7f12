package io.mockaws.services.sns.filter

/** Reads what stands in the list of a policy's key. Refusals have AWS's words and places. */
internal object ConditionReader {
    private const val IPV4_BITS = 32
    private val sides = setOf("=", ">", ">=", "<", "<=")

    /** A key's list: conditions of which one has to hold, and whether the key may or must be absent or there. */
    class Read(
        val conditions: List<Condition>,
        /** What `exists` asks for, in the order of the list. */
        val exists: List<Boolean>,
    )

    fun read(items: PolicyNode.Items): Read {
        if (items.items.isEmpty()) throw BadPolicy("Empty arrays are not allowed${items.end}")
        val exact = LinkedHashSet<FieldValue>()
        val conditions = ArrayList<Condition>()
        val exists = ArrayList<Boolean>()
        for (item in items.items) {
            when (item) {
                is PolicyNode.Scalar -> exact += item.value

                is PolicyNode.Items ->
                    throw BadPolicy("Match value must be String, number, true, false, or null${item.start}")

                is PolicyNode.Members -> {
                    val field = single(item)
                    if (field.name == "exists") exists += flag(field.value) else conditions += operator(field)
                }
            }
        }
        if (exact.isNotEmpty()) conditions.add(0, Condition.Exactly(exact))
        return Read(conditions, exists)
    }

    private fun single(item: PolicyNode.Members): PolicyNode.Field {
        val fields = item.fields
        if (fields.size > 1) throw BadPolicy("Only one key allowed in match expression${fields[1].mark}")
        return fields.firstOrNull() ?: throw BadPolicy("Empty match expression${item.end}")
    }

    private fun flag(node: PolicyNode): Boolean =
        when ((node as? PolicyNode.Scalar)?.value?.takeIf { it.kind == FieldValue.Kind.WORD }?.text) {
            "true" -> true
            "false" -> false
            else -> throw BadPolicy("exists match pattern must be either true or false.${node.start}")
        }

    private fun operator(field: PolicyNode.Field): Condition =
        when (field.name) {
            "prefix" -> Condition.Prefix(text("prefix", field.value))

            "suffix" -> Condition.Suffix(text("suffix", field.value))

            "equals-ignore-case" -> Condition.EqualsIgnoreCase(text("equals-ignore-case", field.value))

            "anything-but" -> anythingBut(field.value)

            "numeric" -> numeric(field.value)

            // AWS calls it so.
            "cidr" -> cidr(text("prefix", field.value))

            else -> throw BadPolicy("Unrecognized match type ${field.name}${field.mark}")
        }

    private fun text(
        operator: String,
        node: PolicyNode,
    ): String =
        (node as? PolicyNode.Scalar)?.value?.takeIf { it.isText }?.text
            ?: throw BadPolicy("$operator match pattern must be a string${node.start}")

    private fun anythingBut(node: PolicyNode): Condition =
        when (node) {
            is PolicyNode.Scalar -> Condition.AnythingBut(setOf(node.value))

            is PolicyNode.Items -> {
                if (node.items.isEmpty()) throw BadPolicy("Empty arrays are not allowed${node.end}")
                Condition.AnythingBut(node.items.mapTo(LinkedHashSet(), ::listed))
            }

            is PolicyNode.Members -> {
                val field = single(node)
                if (field.name !=
                    "prefix"
                ) {
                    throw BadPolicy("Unsupported anything-but pattern: ${field.name}${field.mark}")
                }
                Condition.AnythingButPrefix(text("prefix", field.value))
            }
        }

    private fun listed(node: PolicyNode): FieldValue =
        (node as? PolicyNode.Scalar)?.value?.takeIf { it.kind != FieldValue.Kind.WORD }
            ?: throw BadPolicy("Inside anything but list, start|null|boolean is not supported.${node.start}")

    /** `["=", 5]`, `[">", 0, "<=", 150]`. */
    private fun numeric(node: PolicyNode): Condition {
        val items = (node as? PolicyNode.Items)?.items
            ?: throw BadPolicy("Value of numeric must be an array.${node.start}")
        val first = items.firstOrNull() ?: throw BadPolicy("Invalid member in numeric match: ]${node.end}")
        val side = (first as? PolicyNode.Scalar)?.value
        if (side?.isText != true) throw BadPolicy("Invalid member in numeric match: ${side ?: "["}${first.start}")
        val next = items.getOrNull(1)
        if (side.text !in sides) {
            throw BadPolicy("Unrecognized numeric range operator: $side${next?.start ?: node.end}")
        }
        val value = number(if (side.text == "=") "equals" else side.text, next, node)
        if (items.size == 2) return oneSided(side.text, value)
        if (side.text[0] != '>') throw BadPolicy("Too many elements in numeric expression${items[2].start}")
        return range(side.text, value, items, node)
    }

    private fun oneSided(
        side: String,
        value: Long,
    ): Condition {
        val isIn = side.endsWith('=')
        return when (side[0]) {
            '>' -> Condition.Numeric(value, isIn, Long.MAX_VALUE, withTop = false)
            '<' -> Condition.Numeric(Long.MIN_VALUE, withBottom = false, value, isIn)
            else -> Condition.Numeric(value, withBottom = true, value, withTop = true)
        }
    }

    private fun range(
        side: String,
        bottom: Long,
        items: List<PolicyNode>,
        node: PolicyNode,
    ): Condition {
        val third = items[2]
        val upper = (third as? PolicyNode.Scalar)?.value
        if (upper?.isText != true) throw BadPolicy("Bad value in numeric range: ${upper ?: "["}${third.start}")
        if (upper.text != "<" && upper.text != "<=") {
            throw BadPolicy("Bad numeric range operator: $upper${third.end}")
        }
        val top = number(upper.text, items.getOrNull(TOP), node)
        if (items.size > TOP + 1) throw BadPolicy("Too many terms in numeric range expression${items[TOP + 1].start}")
        if (bottom >= top) throw BadPolicy("Bottom must be less than top${node.end}")
        return Condition.Numeric(bottom, side == ">=", top, upper.text == "<=")
    }

    private fun number(
        of: String,
        node: PolicyNode?,
        list: PolicyNode,
    ): Long {
        val value = (node as? PolicyNode.Scalar)?.value
        if (value?.kind != FieldValue.Kind.NUMBER) {
            throw BadPolicy("Value of $of must be numeric${node?.start ?: list.end}")
        }
        return value.number ?: throw BadPolicy("Value must be between -1.0E9 and 1.0E9, inclusive")
    }

    private fun cidr(text: String): Condition {
        val parts = text.split('/')
        if (parts.size != 2) throw BadPolicy("Malformed CIDR, one '/' required")
        val bits = parts[1].toIntOrNull() ?: throw BadPolicy("Malformed CIDR, mask bits must be an integer")
        val network = Condition.addressOf(parts[0]) ?: throw BadPolicy("Nonstandard IP address: ${parts[0]}")
        if (bits < 0 || bits > network.size * Byte.SIZE_BITS) {
            val most = if (network.size * Byte.SIZE_BITS ==
                IPV4_BITS
            ) {
                "IPv4 mask bits must be < 32"
            } else {
                "IPv6 mask bits must be < 128"
            }
            throw BadPolicy("Malformed CIDR, $most")
        }
        return Condition.Cidr(network, bits)
    }

    private const val TOP = 3
}
