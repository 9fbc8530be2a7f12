package io.mockaws.services.cloudformation.sam

/**
 * `AWS::Serverless::CapacityProvider`: instances that functions run on, with the role that manages them.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-capacityprovider.html
 */
internal class CapacityProviderKind(
    private val sam: Sam,
    private val resource: SamResource,
) {
    private val id = resource.id
    private val instances = resource["InstanceRequirements"] as? Fields ?: Fields()
    private val scaling = resource["ScalingConfig"] as? Fields ?: Fields()

    fun make(): List<Made> {
        check()
        val role = if (present(resource["OperatorRole"])) null else role()
        val provider = resource.main("AWS::Lambda::CapacityProvider")
        provider["CapacityProviderName"] = resource["CapacityProviderName"].takeIf(::present)
        provider["VpcConfig"] = part(resource["VpcConfig"] as Fields, "SubnetIds", "SecurityGroupIds")
        val roleArn = role?.arn ?: resource["OperatorRole"]
        provider["PermissionsConfig"] = fieldsOf("CapacityProviderOperatorRoleArn" to roleArn)
        val tags = (resource["Tags"] as? Fields)?.shallow() ?: Fields()
        tags["lambda:createdBy"] = "SAM"
        provider["Tags"] = tagList(tags)
        if (instances.isNotEmpty()) provider["InstanceRequirements"] = requirements()
        if (scaling.isNotEmpty()) provider["CapacityProviderScalingConfig"] = scalingConfig()
        provider["KmsKeyArn"] = resource["KmsKeyArn"].takeIf(::present)
        if (role != null && present(resource["PropagateTags"])) {
            role["Tags"] = (role["Tags"].asItems()!! + tagList(resource["Tags"] as? Fields)).toMutableList()
        }
        return listOfNotNull(role, provider)
    }

    private fun role(): Made =
        resource.part("AWS::IAM::Role", "${id}OperatorRole").also {
            it["AssumeRolePolicyDocument"] = Roles.trust("lambda.amazonaws.com")
            it["ManagedPolicyArns"] = itemsOf(sam.managedPolicy("AWSLambdaManagedEC2ResourceOperator"))
            it["Tags"] = tagList(fieldsOf("lambda:createdBy" to "SAM"))
        }

    private fun part(
        from: Fields,
        vararg names: String,
    ): Fields = Fields().also { made -> names.forEach { name -> from[name]?.let { made[name] = it } } }

    private fun requirements(): Fields =
        part(instances, "Architectures").also { made ->
            instances["AllowedTypes"]?.let { made["AllowedInstanceTypes"] = it }
            instances["ExcludedTypes"]?.let { made["ExcludedInstanceTypes"] = it }
        }

    private fun scalingConfig(): Fields {
        val made = part(scaling, "MaxVCpuCount")
        val target = scaling["AverageCPUUtilization"]
        made["ScalingMode"] = if (target == null) "Auto" else "Manual"
        if (target != null) {
            made["ScalingPolicies"] =
                itemsOf(
                    fieldsOf(
                        "PredefinedMetricType" to "LambdaCapacityProviderAverageCPUUtilization",
                        "TargetValue" to target,
                    ),
                )
        }
        return made
    }

    private fun check() {
        val complaints =
            PARTS.flatMap { (name, types) ->
                complaints(name, types, resource[name] as? Fields ?: return@flatMap emptyList())
            }
        if (complaints.isNotEmpty()) wrongResource(id, complaints.joinToString(" "))
        if (instances["AllowedTypes"] != null && instances["ExcludedTypes"] != null) {
            wrongResource(
                id,
                "Cannot specify 'InstanceRequirements.AllowedTypes' and 'InstanceRequirements.ExcludedTypes' together.",
            )
        }
    }

    private fun complaints(
        part: String,
        types: Map<String, String>,
        given: Fields,
    ): List<String> {
        val wrong =
            types.mapNotNull { (name, type) ->
                val value = given[name]
                when {
                    value == null -> if (name == "SubnetIds") "Property '$part.$name' is required." else null
                    value is Fields || fits(type, value) -> null
                    else -> "Property '$part.$name' value must be dictionary or $type."
                }
            }
        val unknown = given.ordered().filter { it !in types }.map { "Property '$part.$it' is an invalid property." }
        return wrong + unknown
    }

    private fun fits(
        type: String,
        value: Any,
    ): Boolean =
        when (type) {
            "list" -> value is List<*>
            "integer" -> Text.shown(value).toLongOrNull() != null
            else -> Text.shown(value).toDoubleOrNull() != null
        }

    private companion object {
        val PARTS =
            listOf(
                "VpcConfig" to linkedMapOf("SecurityGroupIds" to "list", "SubnetIds" to "list"),
                "InstanceRequirements" to
                    linkedMapOf("Architectures" to "list", "AllowedTypes" to "list", "ExcludedTypes" to "list"),
                "ScalingConfig" to linkedMapOf("MaxVCpuCount" to "integer", "AverageCPUUtilization" to "number"),
            )
    }
}
