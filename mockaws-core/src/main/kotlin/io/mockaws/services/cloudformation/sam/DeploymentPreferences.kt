package io.mockaws.services.cloudformation.sam

/**
 * Property `DeploymentPreference` of functions: new versions get their traffic step by step, by CodeDeploy.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/automating-updates-to-serverless-apps.html
 */
internal class DeploymentPreferences(
    private val sam: Sam,
) {
    private class Preference(
        val given: Fields,
        val condition: Any?,
        val tags: Fields?,
    )

    private val enabled = LinkedHashMap<String, Preference>()

    fun add(
        resource: SamResource,
        alias: Made?,
    ) {
        val given = resource["DeploymentPreference"] as? Fields
        if (!present(given)) return
        listOf("Enabled", "Type").forEach {
            if (it in given!!) given[it] = sam.mappings.resolve(sam.values.resolve(given[it]))
        }
        val passesOn = "PassthroughCondition" in given!! && isTrue(resource.id, given["PassthroughCondition"])
        if (!present(given.getOrDefault("Enabled", true)) || given["Enabled"] in listOf("false", "False")) return
        if ("Type" !in given) wrongResource(resource.id, "'DeploymentPreference' is missing required Property 'Type'")
        val hooks =
            given.getOrDefault("Hooks", Fields()) as? Fields
                ?: wrongResource(resource.id, "'Hooks' property of 'DeploymentPreference' must be a dictionary")
        val tags = (resource["Tags"] as? Fields).takeIf { present(it) && present(resource["PropagateTags"]) }
        enabled[resource.id] = Preference(given, resource.passedOn["Condition"].takeIf { passesOn }, tags)
        if (alias == null) {
            wrongResource(resource.id, "'DeploymentPreference' requires AutoPublishAlias property to be specified.")
        }
        val update = fieldsOf("ApplicationName" to ref(APPLICATION), "DeploymentGroupName" to ref(resource.id + GROUP))
        hooks["PreTraffic"]?.let { update["BeforeAllowTrafficHook"] = it }
        hooks["PostTraffic"]?.let { update["AfterAllowTrafficHook"] = it }
        alias.attributes["UpdatePolicy"] = fieldsOf("CodeDeployLambdaAliasUpdate" to update)
    }

    private fun isTrue(
        id: String,
        given: Any?,
    ): Boolean =
        when (val value = sam.mappings.resolve(sam.values.resolve(given))) {
            true, "true", "True" -> true

            false, "false", "False" -> false

            else ->
                wrongResource(
                    id,
                    if (isIntrinsic(value)) {
                        "Unsupported intrinsic: the only intrinsic functions supported for property " +
                            "PassthroughCondition are FindInMap and " +
                            "parameter Refs."
                    } else {
                        "Invalid value for property PassthroughCondition."
                    },
                )
        }

    /** Adds what all deployments share, and the group of each. */
    fun finish() {
        if (enabled.isEmpty()) return
        val conditions = enabled.values.mapNotNull { it.condition as String? }.distinct()
        val isConditional = enabled.values.all { it.condition != null }
        val tags = Fields().also { all ->
            enabled.values.forEach { preference -> preference.tags?.let { all.update(it) } }
        }
        val condition = conditions.singleOrNull() ?: CONDITION
        val attributes = if (isConditional) fieldsOf("Condition" to condition) else Fields()
        put(
            Made("AWS::CodeDeploy::Application", APPLICATION, attributes).also {
                it["ComputePlatform"] = "Lambda"
            },
            tags
        )
        if (isConditional && conditions.size > 1) sam.conditions.update(combinedCondition(conditions, CONDITION))
        if (enabled.values.any { !present(it.given["Role"]) }) put(role(attributes), tags)
        enabled.forEach { (id, preference) ->
            sam.collecting { put(group(id, preference), preference.tags ?: Fields()) }
        }
    }

    private fun put(
        made: Made,
        tags: Fields,
    ) {
        if (tags.isNotEmpty()) made["Tags"] = tagList(tags)
        sam.resultResources[made.id] = made.json()
    }

    private fun role(attributes: Fields): Made =
        Made("AWS::IAM::Role", ROLE, attributes).also {
            it["AssumeRolePolicyDocument"] = Roles.trust("codedeploy.amazonaws.com")
            val limited = if (sam.partition.startsWith("aws-iso") && sam.partition.length <= ISO_B) "Limited" else ""
            it["ManagedPolicyArns"] = itemsOf(sam.managedPolicy("service-role/AWSCodeDeployRoleForLambda$limited"))
        }

    private fun group(
        id: String,
        preference: Preference,
    ): Made {
        val given = preference.given
        val group = Made("AWS::CodeDeploy::DeploymentGroup", id + GROUP)
        group["AlarmConfiguration"] = alarms(id, given["Alarms"])
        group["ApplicationName"] = ref(APPLICATION)
        group["AutoRollbackConfiguration"] = fieldsOf("Enabled" to true, "Events" to ROLLBACK.toMutableList<Any?>())
        group["DeploymentConfigName"] = configuration(deepCopy(given["Type"]), null)
        group["DeploymentStyle"] =
            fieldsOf("DeploymentType" to "BLUE_GREEN", "DeploymentOption" to "WITH_TRAFFIC_CONTROL")
        group["ServiceRoleArn"] = given["Role"].takeIf(::present) ?: getAtt(ROLE, "Arn")
        if (present(given["TriggerConfigurations"])) group["TriggerConfigurations"] = given["TriggerConfigurations"]
        if (present(preference.condition)) group.attributes["Condition"] = preference.condition
        return group
    }

    private fun alarms(
        id: String,
        given: Any?,
    ): Any? {
        if (!present(given) || isNoValue(given)) return null
        if (!isIf(given)) return alarmList(id, given)
        val branches = branchesOf(given) ?: wrongResource(id, IF_COMPLAINT)
        return conditional(branches[0], alarmList(id, branches[1]), alarmList(id, branches[2]))
    }

    private fun alarmList(
        id: String,
        given: Any?,
    ): Fields {
        val alarms = given as? List<*> ?: wrongResource(id, "Alarms must be a list")
        if (alarms.isEmpty() || isNoValue(alarms[0])) return Fields()
        return fieldsOf("Enabled" to true, "Alarms" to alarms.mapTo(mutableListOf<Any?>()) { fieldsOf("Name" to it) })
    }

    /** [value] with the full names of CodeDeploy's own configurations. */
    private fun configuration(
        value: Any?,
        of: String?,
    ): Any? =
        when {
            value is List<*> -> value.mapTo(mutableListOf()) { configuration(it, null) }

            isIntrinsic(value) -> Fields().also { made ->
                (value as Fields).forEach { (key, part) -> made[key] = configuration(part, key) }
            }

            value !in CONFIGURATIONS -> value

            of == "Fn::Sub" -> itemsOf(FULL_NAME, fieldsOf("ConfigName" to value))

            else -> sub(FULL_NAME, fieldsOf("ConfigName" to value))
        }

    private companion object {
        const val APPLICATION = "ServerlessDeploymentApplication"
        const val ROLE = "CodeDeployServiceRole"
        const val GROUP = "DeploymentGroup"
        const val CONDITION = "ServerlessCodeDeployCondition"
        const val FULL_NAME = "CodeDeployDefault.Lambda\${ConfigName}"
        const val ISO_B = 9
        val ROLLBACK = listOf("DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST")
        val CONFIGURATIONS =
            listOf(5, 10, 15, 30).map { "Canary10Percent${it}Minutes" } +
                listOf("1Minute", "2Minutes", "3Minutes", "10Minutes").map { "Linear10PercentEvery$it" } + "AllAtOnce"
    }
}
