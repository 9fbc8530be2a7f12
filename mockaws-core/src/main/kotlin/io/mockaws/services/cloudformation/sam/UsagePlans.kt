package io.mockaws.services.cloudformation.sam

/** The usage plan that all APIs share whose `CreateUsagePlan` is SHARED: each adds itself to it. */
internal class SharedUsagePlan(
    private val sam: Sam,
) {
    val apis = mutableListOf<Any?>()
    val stages = mutableListOf<Any?>()
    val keys = mutableListOf<Any?>()
    private val conditions = LinkedHashSet<String>()
    private var isAlways = false
    private var deletion: Any? = null
    private var replacement: Any? = null

    /** The attributes of the shared resources, once an API with [attributes] shares them. */
    fun join(attributes: Fields): Fields {
        attributes["DeletionPolicy"].let { if (present(it) && (deletion == null || it == RETAIN)) deletion = it }
        attributes["UpdateReplacePolicy"].let {
            if (present(it) && (replacement in WEAKER || it == RETAIN)) {
                replacement = it
            }
        }
        condition(attributes["Condition"] as String?)
        return Fields().also {
            if (deletion != null) it["DeletionPolicy"] = deletion
            if (replacement != null) it["UpdateReplacePolicy"] = replacement
            if (conditions.isNotEmpty() && !isAlways) it["Condition"] = CONDITION
        }
    }

    private fun condition(name: String?) {
        if (isAlways) return
        if (name == null) {
            isAlways = true
            sam.conditions.remove(CONDITION)
        } else if (name !in conditions) {
            if (!sam.hasConditions) {
                wrongTemplate("Can't have condition without having 'Conditions' section in the template")
            }
            conditions += name
            sam.conditions[CONDITION] = if (conditions.size > 1) anyCondition(conditions) else name
        }
    }

    private companion object {
        const val RETAIN = "Retain"
        val WEAKER = setOf(null, "Delete")
        const val CONDITION = "SharedUsagePlanCondition"
    }
}

/** The usage plan of an API, with its key. */
internal class UsagePlans(
    private val sam: Sam,
    private val resource: SamResource,
    private val stage: Made,
) {
    private val id = resource.id
    private val shared = sam.usagePlans

    fun make(): List<Made> {
        val given = (resource["Auth"] as? Fields)?.get("UsagePlan") ?: return emptyList()
        if (given !is Fields) wrongResource(id, "'UsagePlan' must be a dictionary")
        if (!given.keys.all { it in KNOWN }) wrongResource(id, "Invalid property for 'UsagePlan'")
        return when (given["CreateUsagePlan"]) {
            null -> wrongResource(id, "'CreateUsagePlan' is a required field for UsagePlan.")
            "NONE" -> emptyList()
            "PER_API" -> perApi(given)
            "SHARED" -> shared(given)
            else -> wrongResource(id, "'CreateUsagePlan' accepts one of ['SHARED', 'PER_API', 'NONE'].")
        }
    }

    private fun perApi(given: Fields) =
        made(id, resource.passedOn, itemsOf(id), itemsOf(apiStage()), itemsOf(stageKey()), given)

    private fun shared(given: Fields): List<Made> {
        if (id !in shared.apis) shared.apis += id
        if (apiStage() !in shared.stages) shared.stages += apiStage()
        if (stageKey() !in shared.keys) shared.keys += stageKey()
        return made("Serverless", shared.join(resource.passedOn), shared.apis, shared.stages, shared.keys, given)
    }

    private fun made(
        prefix: String,
        attributes: Fields,
        apis: Items,
        stages: Items,
        keys: Items,
        given: Fields,
    ): List<Made> {
        val plan = Made("AWS::ApiGateway::UsagePlan", "${prefix}UsagePlan", attributes, apis)
        plan["ApiStages"] = stages
        listOf("UsagePlanName", "Description", "Quota", "Tags", "Throttle").forEach {
            if (present(given[it])) plan[it] = given[it]
        }
        val key = Made("AWS::ApiGateway::ApiKey", "${prefix}ApiKey", attributes, itemsOf(plan.id))
        key["Enabled"] = true
        key["StageKeys"] = keys
        val link = Made("AWS::ApiGateway::UsagePlanKey", "${prefix}UsagePlanKey", attributes, itemsOf(key.id))
        link["KeyId"] = ref(key.id)
        link["KeyType"] = "API_KEY"
        link["UsagePlanId"] = ref(plan.id)
        return listOf(plan, key, link)
    }

    private fun apiStage() = fieldsOf("ApiId" to ref(id), "Stage" to ref(stage.id))

    private fun stageKey() = fieldsOf("RestApiId" to ref(id), "StageName" to ref(stage.id))

    private companion object {
        val KNOWN = setOf("CreateUsagePlan", "Description", "Quota", "Tags", "Throttle", "UsagePlanName")
    }
}
