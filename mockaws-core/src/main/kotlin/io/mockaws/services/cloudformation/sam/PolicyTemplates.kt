package io.mockaws.services.cloudformation.sam

/** The kinds of an entry of `Policies`. */
internal enum class PolicyKind { MANAGED, STATEMENT, TEMPLATE, UNKNOWN }

/**
 * The templates of policies: `SQSPollerPolicy: {QueueName: ...}` stands for the statements that a poller of the queue
 * needs.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-templates.html
 */
internal object PolicyTemplates {
    /** Puts statements in the place of the templates that [properties] of resource [id] name. */
    fun fillIn(
        id: String,
        properties: Fields,
    ) {
        val given = entries(properties["Policies"])
        if (given.isEmpty()) return
        properties["Policies"] =
            given.mapTo(mutableListOf()) { policy ->
                if (kindOf(policy) != PolicyKind.TEMPLATE) return@mapTo policy
                val branches = if (isIf(policy)) branchesOf(policy) else null
                if (branches == null) return@mapTo fill(id, policy as Fields)
                val filled = branches.drop(1).map { if (isNoValue(it)) it else fill(id, it as Fields) }
                conditional(branches[0], filled[0], filled[1])
            }
    }

    fun entries(policies: Any?): List<Any?> =
        if (!present(policies)) emptyList() else policies as? List<*> ?: listOf(policies)

    fun kindOf(policy: Any?): PolicyKind =
        when {
            policy is String -> PolicyKind.MANAGED
            isIf(policy) -> kindOfBranches(policy)
            isIntrinsic(policy) -> PolicyKind.MANAGED
            policy is Fields && "Statement" in policy -> PolicyKind.STATEMENT
            policy is Fields && policy.keys.singleOrNull() in SamData.policyTemplates.keys -> PolicyKind.TEMPLATE
            else -> PolicyKind.UNKNOWN
        }

    private fun kindOfBranches(policy: Any?): PolicyKind {
        val (yes, no) = (branchesOf(policy) ?: wrongTemplate(IF_COMPLAINT)).drop(1)
        val (first, second) = kindOf(yes) to kindOf(no)
        return when {
            first == second -> first

            isNoValue(yes) -> second

            isNoValue(no) -> first

            else ->
                wrongTemplate(
                    "Different policy types within the same Fn::If statement is unsupported. Separate different " +
                        "policy types into " +
                        "different Fn::If statements",
                )
        }
    }

    private fun fill(
        id: String,
        policy: Fields,
    ): Any? {
        val name = policy.keys.first()
        val given = policy[name] as? Fields ?: wrongResource(
            id,
            "Must specify valid parameter values for " +
                "policy template '$name'"
        )
        val template = SamData.policyTemplates.fields(name)!!
        val missing = template.items("Parameters")!!.filter { it !in given }
        if (missing.isNotEmpty()) {
            wrongResource(
                id,
                "Following required parameters of template '$name' don't have values: " +
                    "${Text.python(missing)}"
            )
        }
        return filled(template["Definition"], given, template.items("Parameters")!!)
    }

    private fun filled(
        value: Any?,
        given: Fields,
        parameters: List<Any?>,
    ): Any? =
        when (value) {
            is Fields ->
                if (value.size == 1 && value["Ref"] in parameters) {
                    given[value["Ref"] as String]
                } else {
                    Fields().also { made ->
                        value.forEach { (key, part) -> made[key] = filled(part, given, parameters) }
                    }
                }

            is List<*> -> value.mapTo(mutableListOf()) { filled(it, given, parameters) }

            else -> value
        }
}
