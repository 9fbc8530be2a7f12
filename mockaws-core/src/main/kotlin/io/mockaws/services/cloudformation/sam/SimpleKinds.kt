package io.mockaws.services.cloudformation.sam

private val ATTRIBUTE_TYPES = mapOf("String" to "S", "Number" to "N", "Binary" to "B")

/**
 * `AWS::Serverless::SimpleTable`: a table with one key.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-simpletable.html
 */
internal fun simpleTable(resource: SamResource): Made {
    val table = resource.main("AWS::DynamoDB::Table")
    val key = (resource["PrimaryKey"] as? Fields)?.takeIf(::present)
    val name = if (key == null) "id" else Expect(key["Name"], resource.id, "PrimaryKey.Name").given()
    val type = if (key == null) "String" else Expect(key["Type"], resource.id, "PrimaryKey.Type").given()
    val letter = ATTRIBUTE_TYPES[type] ?: wrongResource(resource.id, "Invalid 'Type' \"${Text.shown(type)}\".")
    table["AttributeDefinitions"] = itemsOf(fieldsOf("AttributeName" to name, "AttributeType" to letter))
    table["KeySchema"] = itemsOf(fieldsOf("AttributeName" to name, "KeyType" to "HASH"))
    listOf("PointInTimeRecoverySpecification", "ProvisionedThroughput", "SSESpecification", "TableName").forEach {
        if (present(resource[it])) table[it] = resource[it]
    }
    if (table["ProvisionedThroughput"] == null) table["BillingMode"] = "PAY_PER_REQUEST"
    if (present(resource["Tags"])) table["Tags"] = tagList(resource["Tags"] as Fields)
    return table
}

/**
 * `AWS::Serverless::Application`: a stack in the stack.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-application.html
 */
internal fun application(resource: SamResource): Made {
    val stack = resource.part("AWS::CloudFormation::Stack", resource.id, resource.dependsOn)
    listOf("Parameters", "NotificationARNs", "TimeoutInMinutes").forEach { stack[it] = resource[it] }
    val more = Fields()
    (resource["Location"] as? Fields)?.let { location ->
        location["ApplicationId"]?.let { more["serverlessrepo:applicationId"] = it }
        location["SemanticVersion"]?.let { more["serverlessrepo:semanticVersion"] = it }
    }
    stack["Tags"] = createdBy(resource, more)
    stack["TemplateURL"] = resource["TemplateUrl"].takeIf(::present) ?: ""
    return stack
}

/**
 * Property `Location` of applications: the address of a template, or an application of the Serverless Application
 * Repository.
 */
internal class Applications(
    private val sam: Sam,
) {
    fun resolveLocations() =
        Prepare.samResources(sam, "AWS::Serverless::Application").forEach { (_, resource) ->
            val location = resource.fields("Properties")?.fields("Location") ?: return@forEach
            if (location[ID] == null || location[VERSION] == null) return@forEach
            listOf(ID, VERSION).forEach { location[it] = sam.mappings.resolve(sam.values.resolve(location[it])) }
        }

    fun locate(
        id: String,
        properties: Fields,
    ) {
        if ("Location" !in properties) missing(id, "Location")
        val location = properties["Location"]
        if (location !is Fields) {
            properties["TemplateUrl"] = location
            return
        }
        listOf(ID, VERSION).forEach { if (it !in location) missing(id, it) }
        Expect(location[ID], id, ID).given()
        if (location[ID] is Fields) unresolved(id, ID)
        if (!present(location[VERSION])) wrongResource(id, "Property '$VERSION' cannot be blank.")
        if (location[VERSION] is Fields) unresolved(id, VERSION)
        val application = Expect(location[ID], id, "Location.$ID").string()
        Expect(location[VERSION], id, "Location.$VERSION").string()
        if (DYNAMIC.containsMatchIn(application)) {
            wrongResource(id, "Serverless Application Repostiory does not support dynamic reference in '$ID' property.")
        }
        properties["TemplateUrl"] = REPOSITORY
    }

    private fun missing(
        id: String,
        property: String,
    ): Nothing = wrongResource(id, "Resource is missing the required [$property] property.")

    private fun unresolved(
        id: String,
        property: String,
    ): Nothing = wrongResource(
        id,
        "Property '$property' cannot be resolved. Only FindInMap and Ref intrinsic functions are supported."
    )

    internal companion object {
        private const val ID = "ApplicationId"
        private const val VERSION = "SemanticVersion"
        private val DYNAMIC = Regex("""\{\{resolve:ssm:[a-zA-Z0-9_.\-/]+(:\d+)?}}""")

        /** Where the repository would put a template: there is no repository here to ask. */
        const val REPOSITORY: String = "https://awsserverlessrepo-changesets-xxx.s3.amazonaws.com/signed-url"
    }
}
