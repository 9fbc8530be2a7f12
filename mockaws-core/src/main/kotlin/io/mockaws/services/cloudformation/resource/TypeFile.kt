package io.mockaws.services.cloudformation.resource

/**
 * Reads declarations of types, `models/cloudformation/NAME.types`: a type, and indented below it what is to be known of it, a thing a
 * line.
 *
 * | line | means |
 * |---|---|
 * | `name PROPERTY LENGTH lower` | the property whose value is made up where there is none; in place of `lower`, what it begins with in place of the stack's name |
 * | `create OPERATION MEMBER=VALUE ... -PROPERTY` | a call that makes it, with all properties that are called as members, but for those with a minus; `only` for no others than those named, `when:PROPERTY` and `unless:PROPERTY` for a call that depends on one |
 * | `update ...`, `delete ...`, `read ...` | calls that change, remove, read it; `changed` for no others than what has changed |
 * | `set PROPERTY PUT~REMOVE MEMBER=VALUE ~MEMBER=VALUE ...` | calls of its own for a property, or a path in one; members with a tilde are those of the second; `set!` where it is removed before the resource |
 * | `each PROPERTY ...` | the same for each of its items, which is `it` |
 * | `flag PROPERTY ...`, `unflag PROPERTY ...` | the same for a truth value of which `false`, or `true`, is what is there without it |
 * | `change PROPERTY ...`, `changeeach PROPERTY ...` | as `set` and `each`, for changes alone |
 * | `tags TAG~UNTAG MEMBER=VALUE ...` | how tags are changed |
 * | `ref VALUE`, `att NAME VALUE` | what `Ref` and `Fn::GetAtt` give |
 * | `replaces PROPERTY -PROPERTY` | what needs another resource, or does not, other than AWS publishes |
 * | `alias MEMBER=PROPERTY ...` | what members are called in properties, at any depth |
 * | `derive` | what is not said is derived from names |
 *
 * An operation of another service has its name before it: `iam.PutRolePolicy`. Values are [Expression]s.
 */
internal class TypeFile(
    private val text: String,
) {
    /** The types by name, each read when it is asked for. */
    val types: Map<String, Lazy<ResourceType>> by lazy {
        blocks().mapValues { (name, lines) -> lazy { read(name, lines) } }
    }

    private fun blocks(): Map<String, List<String>> {
        val blocks = LinkedHashMap<String, MutableList<String>>()
        for (line in text.lines()) {
            when {
                line.isBlank() || line.startsWith('#') -> Unit
                line.startsWith(' ') -> blocks.values.last() += line.trim()
                else -> blocks[line.trim()] = ArrayList()
            }
        }
        return blocks
    }

    private fun read(
        name: String,
        lines: List<String>,
    ): ResourceType {
        val spec = checkNotNull(ResourceSpec.of(name)) { "AWS has no resource type $name" }
        val words = lines.map { it.split(Regex("\\s+")) }
        fun all(word: String) = words.filter { it[0] == word }.map { it.drop(1) }
        val derived = if (words.any { it[0] == "derive" }) DerivedTypes.of(spec) else null
        return ResourceType(
            spec,
            all("name").firstOrNull()?.let(::madeUp) ?: derived?.name,
            all("create").map { plan(spec, it, true) }.ifEmpty { derived?.creates.orEmpty() },
            all("update").map { plan(spec, it, true) }.ifEmpty { derived?.updates.orEmpty() },
            all("delete").map { plan(spec, it, false) }.ifEmpty { derived?.deletes.orEmpty() },
            all("read").map { plan(spec, it, false) }.ifEmpty { derived?.reads.orEmpty() },
            words.filter { it[0].trimEnd('!') in SETTINGS }.map { setting(spec, it) },
            all("tags").firstOrNull()?.let { setting(spec, listOf("tags", spec.tags ?: "Tags") + it) }
                ?: derived?.tagging,
            all("ref").firstOrNull()?.let { Expression(it[0]) },
            all("att").associate { it[0] to Expression(it[1]) },
            all("replaces").flatten().toSet(),
            all("alias").flatten().associate { it.substringBefore('=') to it.substringAfter('=') },
        )
    }

    private fun madeUp(words: List<String>) = MadeUpName(
        words[0],
        words.getOrNull(1)?.toInt() ?: MAX_NAME,
        "lower" in words,
        words.getOrNull(2).takeIf { it != "lower" }
    )

    private fun plan(
        spec: ResourceSpec,
        words: List<String>,
        takesRest: Boolean,
    ): CallPlan {
        val members = words.drop(1).filter { '=' in it }.map {
            it.substringBefore('=') to
                Expression(it.substringAfter('='))
        }
        val except = words.drop(1).filter { it.startsWith('-') }.map { it.drop(1) }.toSet()
        val condition =
            words.firstOrNull { it.startsWith("when:") }?.removePrefix("when:")
                ?: words.firstOrNull { it.startsWith("unless:") }?.replace("unless:", "!")
        val service = if ('.' in words[0]) words[0].substringBefore('.') else spec.service
        return CallPlan(
            service,
            words[0].substringAfter('.'),
            members,
            takesRest && "only" !in words,
            except,
            "changed" in words,
            condition,
            words.firstOrNull { it.startsWith("while:") }?.removePrefix("while:"),
        )
    }

    private fun setting(
        spec: ResourceSpec,
        words: List<String>,
    ): Setting {
        val (put, remove) = (words[2] + "~").split('~')
        val rest = words.drop(3)
        val path = words[1].split('.')
        val own = rest.filter { !it.startsWith('~') }
        val removing = rest.filter { it.startsWith('~') }.map { it.drop(1) }
        val replaced = removing.map { it.substringBefore('=') }.toSet()
        val kept = own.filter { it.substringBefore('=') !in replaced }
        return Setting(
            path[0],
            path.drop(1),
            plan(spec, listOf(put) + own, false),
            remove.takeIf { it.isNotEmpty() }?.let { plan(spec, listOf(it) + kept + removing, false) },
            Setting.Kind.valueOf(words[0].trimEnd('!').uppercase()),
            words[0].endsWith('!'),
        )
    }

    private companion object {
        val SETTINGS = setOf("set", "each", "flag", "unflag", "change", "changeeach")
        const val MAX_NAME = 64
    }
}
