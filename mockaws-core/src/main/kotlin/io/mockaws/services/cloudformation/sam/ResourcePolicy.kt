package io.mockaws.services.cloudformation.sam

/**
 * The policy that says who may call an API.
 *
 * @property document the policy
 */
internal class ResourcePolicy(
    val document: Fields,
    private val origins: Origins,
) {
    /** Adds what [policy] says of [path], whose methods are [methods], in stage [stage]. */
    fun add(
        policy: Fields,
        path: String,
        methods: List<String>,
        stage: Any?,
    ) {
        val resources = { resourcesOf(path, methods, stage) }
        accounts(policy["AwsAccountWhitelist"], "Allow", resources)
        accounts(policy["AwsAccountBlacklist"], "Deny", resources)
        addresses(policy["IpRangeWhitelist"], "NotIpAddress", resources)
        addresses(policy["IpRangeBlacklist"], "IpAddress", resources)
        networks(policy, "Blacklist", "StringEquals", resources)
        networks(policy, "Whitelist", "StringNotEquals", resources)
    }

    fun addStatements(given: Any?) {
        document["Version"] = VERSION
        if (document["Statement"] == null) {
            document["Statement"] = given
        } else {
            addNew(given as? List<*> ?: listOf(given))
        }
    }

    private fun resourcesOf(
        path: String,
        methods: List<String>,
        stage: Any?,
    ): Items {
        val place = origins.inherit(path, Definition.withStars(path))
        return methods.mapTo(mutableListOf()) { method ->
            val name = if (method.lowercase() in ANY) "*" else origins.inherit(method, method.uppercase())
            val text = "execute-api:/\${__Stage__}/$name$place"
            sub(
                if (origins.isTemplate(name) ||
                    origins.isTemplate(place)
                ) {
                    origins.mark(text)
                } else {
                    text
                },
                fieldsOf("__Stage__" to stage)
            )
        }
    }

    private fun accounts(
        given: Any?,
        effect: String,
        resources: () -> Items,
    ) {
        if (!present(given)) return
        if (given !is Fields &&
            given !is List<*>
        ) {
            wrongDocument("Type of '${Text.shown(given)}' must be a list or dictionary")
        }
        document["Version"] = VERSION
        val statement = statement(effect, resources(), hashedOf("AWS" to (given as? List<*> ?: itemsOf(given))))
        if (document["Statement"] ==
            null
        ) {
            document["Statement"] = statement
        } else {
            document["Statement"] = statements().also { it += statement }
        }
    }

    private fun addresses(
        given: Any?,
        operator: String,
        resources: () -> Items,
    ) {
        if (present(given)) {
            restrict(
                fieldsOf(operator to fieldsOf("aws:SourceIp" to (given as? List<*> ?: itemsOf(given)))),
                resources()
            )
        }
    }

    private fun networks(
        policy: Fields,
        list: String,
        operator: String,
        resources: () -> Items,
    ) {
        val given = policy["SourceVpc$list"] as? List<*>
        if (given != null && !given.all { it is String }) {
            wrongDocument(
                "SourceVpc$list must be a list of strings. Use IntrinsicVpc$list instead for values that use " +
                    "Intrinsic Functions"
            )
        }
        val strings = given.orEmpty().map { it as String }
        val condition = Fields(hashed = true)
        fun collect(
            key: String,
            prefix: String,
            more: Any?,
        ) {
            val all = strings.filter { it.startsWith(prefix) } + (more as? List<*>).orEmpty()
            if (all.isNotEmpty()) condition[key] = all.toMutableList<Any?>()
        }
        collect("aws:SourceVpc", "vpc-", policy["IntrinsicVpc$list"])
        collect("aws:SourceVpce", "vpce-", policy["IntrinsicVpce$list"])
        if (condition.isNotEmpty()) restrict(fieldsOf(operator to condition), resources())
    }

    /** Allows all, but denies what [condition] holds for. */
    private fun restrict(
        condition: Fields,
        resources: Items,
    ) {
        document["Version"] = VERSION
        addNew(
            listOf(
                statement("Allow", resources, "*"),
                statement("Deny", resources, "*").also {
                    it["Condition"] =
                        condition
                }
            )
        )
    }

    private fun statement(
        effect: String,
        resources: Items,
        principal: Any?,
    ) = hashedOf(
        "Effect" to effect,
        "Action" to "execute-api:Invoke",
        "Resource" to resources,
        "Principal" to principal
    )

    private fun addNew(all: List<*>) {
        val there = if (document["Statement"] == null) mutableListOf() else statements()
        all.forEach { if (it !in there) there += it }
        document["Statement"] = there
    }

    private fun statements(): Items = document.items("Statement") ?: itemsOf(document["Statement"])

    private companion object {
        const val VERSION = "2012-10-17"
        val ANY = setOf(Definition.ANY_METHOD, "any")
    }
}
