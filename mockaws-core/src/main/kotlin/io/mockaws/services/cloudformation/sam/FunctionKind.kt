package io.mockaws.services.cloudformation.sam

/**
 * `AWS::Serverless::Function`: a function with its role, and with all that calls it.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
 */
internal class FunctionKind(
    private val sam: Sam,
    private val resource: SamResource,
) {
    private val id = resource.id
    private val dlq = resource["DeadLetterQueue"] as? Fields

    fun make(): List<Made> {
        val links = eventsOf(id) { FunctionEvents(sam, resource).links() }
        FunctionChecks(resource).run()
        val function = FunctionCode(sam, resource).function()
        if (present(resource["ProvisionedConcurrencyConfig"]) && !present(resource["AutoPublishAlias"])) {
            wrongResource(id, "To set ProvisionedConcurrencyConfig AutoPublishALias must be defined on the function")
        }
        val made = mutableListOf(function)
        val versions = FunctionVersions(sam, resource, function)
        val published = if (present(resource["AutoPublishAlias"])) versions.make() else emptyList()
        made += published
        val alias = published.lastOrNull()
        made += FunctionUrl(resource, function, alias).make()
        sam.deployments.add(resource, alias)
        val destinations = Destinations(sam, resource, alias)
        made += destinations.make()
        val role = role(destinations.policies)
        made += roleOf(function, role)
        made += eventsOf(id) { FunctionEvents(sam, resource).make(alias ?: function, role, links) }
        val tags = resource["Tags"] as? Fields
        if (present(tags) && present(resource["PropagateTags"])) made.forEach { it.tag(tags!!) }
        return made
    }

    private fun role(destinations: List<Fields>): Made {
        val managed = mutableListOf<Any?>()
        val basic = if (present(
                resource["DurableConfig"]
            )
        ) {
            "AWSLambdaBasicDurableExecutionRolePolicy"
        } else {
            "AWSLambdaBasicExecutionRole"
        }
        managed += sam.managedPolicy("service-role/$basic")
        if (isTraced(sam, resource)) managed += sam.managedPolicy(Roles.xrayPolicy(sam))
        if (present(resource["VpcConfig"])) managed += sam.managedPolicy("service-role/AWSLambdaVPCAccessExecutionRole")
        val documents = mutableListOf<Any?>()
        if (dlq != null && dlq.isNotEmpty()) {
            val statement = Roles.allow(FunctionChecks.DLQ_ACTIONS.getValue(dlq.text("Type")!!), dlq["TargetArn"])
            documents +=
                fieldsOf(
                    "PolicyName" to "DeadLetterQueuePolicy",
                    "PolicyDocument" to fieldsOf("Version" to "2012-10-17", "Statement" to itemsOf(statement)),
                )
        }
        documents.addAll(destinations)
        val trust = resource["AssumeRolePolicyDocument"] ?: Roles.trust("lambda.amazonaws.com")
        return Roles(sam).make(resource, trust, resource["Policies"], managed, documents, createdBy(resource))
    }

    /** Sets the role of [function]; gives [role] back where the function needs it. */
    private fun roleOf(
        function: Made,
        role: Made,
    ): List<Made> {
        val given = function["Role"]
        if (given == null) {
            function["Role"] = role.arn
            return listOf(role)
        }
        if (!isIf(given)) return emptyList()
        val resolved = sam.values.resolve(given)
        val (condition, yes, no) = branchesOf(resolved)
            ?: wrongResource(id, "Malformed 'Role' property: $IF_COMPLAINT.")
        when {
            isNoValue(yes) && isNoValue(no) -> function["Role"] = role.arn

            isNoValue(yes) -> {
                function["Role"] = conditional(condition, role.arn, no)
                role.attributes["Condition"] = condition
            }

            isNoValue(no) -> {
                function["Role"] = conditional(condition, yes, role.arn)
                role.attributes["Condition"] = "NOT$condition"
                sam.conditions["NOT$condition"] = notCondition(condition)
            }

            else -> return emptyList()
        }
        return listOf(role)
    }
}

/** Whether property `Tracing` is on. */
internal fun isTraced(
    sam: Sam,
    resource: SamResource,
): Boolean = present(resource["Tracing"]) && sam.values.resolve(resource["Tracing"]) != "Disabled"

/** The tags of a function and of its role: SAM's own, then those of the template. */
internal fun createdBy(
    resource: SamResource,
    more: Fields = Fields(),
): Items {
    val own = resource["Tags"] as? Fields
    listOf("lambda:createdBy", "serverlessrepo:applicationId", "serverlessrepo:semanticVersion").forEach {
        if (own != null && it in own) {
            wrongResource(
                resource.id,
                "$it is a reserved Tag key name and cannot be set on your resource. Please change the tag key " +
                    "in the input.",
            )
        }
    }
    return (tagList(fieldsOf("lambda:createdBy" to "SAM")) + tagList(more) + tagList(own)).toMutableList()
}
