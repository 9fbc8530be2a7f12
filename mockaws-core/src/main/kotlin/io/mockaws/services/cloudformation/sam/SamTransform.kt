package io.mockaws.services.cloudformation.sam

import kotlinx.serialization.json.JsonObject

/**
 * The transform `AWS::Serverless-2016-10-31`: makes a template of CloudFormation's from one of SAM's. It knows
 * nothing but the
 * template and the values of its parameters, as SAM's own.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification.html
 */
internal object SamTransform {
    /** The name by which a template asks for it. */
    const val NAME: String = "AWS::Serverless-2016-10-31"

    private const val PREFIX = "AWS::Serverless::"
    private val ORDER = listOf("Function", "StateMachine", "Api HttpApi WebSocketApi", "", "Connector")

    /**
     * What [template] becomes: a template without resources of SAM's.
     *
     * @param template a template with intrinsic functions in their long form
     * @param parameters values of its parameters; those with a default may be left out
     * @param region the region of the stack, which tells the partition of the ARNs that SAM makes
     * @param accountId the account of the stack
     * @throws SamError for a template that SAM refuses
     */
    fun transform(
        template: JsonObject,
        parameters: Map<String, String>,
        region: String,
        accountId: String,
    ): JsonObject {
        val sam = start(template.toTree() as Fields, parameters, region, accountId)
        try {
            Prepare(sam).run()
            sam.result = sam.source.copy()
            val kinds = sam.resources.ordered().mapNotNull { id -> samType(sam.resources[id])?.let { it to id } }
            FunctionNames(sam).collect()
            ORDER.forEach { names ->
                kinds.filter { group(it.first) == names }.forEach { (type, id) -> translate(sam, type, id) }
            }
            sam.deployments.finish()
        } catch (wrong: WrongDocument) {
            throw SamError(wrong.messages.distinct())
        } catch (wrong: Wrong) {
            throw SamError(listOf(wrong.text))
        }
        if (sam.messages.isNotEmpty()) throw SamError(sam.messages.values.toList())
        sam.result.remove("Transform")
        sam.made.resolveIn(sam.result)
        return sam.result.toJson() as JsonObject
    }

    private fun start(
        template: Fields,
        parameters: Map<String, String>,
        region: String,
        accountId: String,
    ): Sam {
        val origins = Origins()
        val values = LinkedHashMap<String, Any?>()
        parameters.forEach { (name, value) -> values[name] = origins.mark(value) }
        try {
            Marking(origins).mark(template)
        } catch (wrong: WrongDocument) {
            throw SamError(wrong.messages)
        }
        template.fields("Parameters")?.forEach { (name, parameter) ->
            if (name !in values && parameter is Fields && "Default" in parameter) values[name] = parameter["Default"]
        }
        values.putIfAbsent("AWS::Region", region)
        values.putIfAbsent("AWS::Partition", Sam.partitionOf(region))
        if (template["Mappings"] !is Fields && "Mappings" in template) {
            throw SamError(
                listOf(
                    templateMessage(
                        "'Mappings' or 'Parameters' is either null or not a valid " +
                            "dictionary."
                    )
                )
            )
        }
        return Sam(template, values, region, origins)
    }

    /** The name of the type after `AWS::Serverless::`; null for resources that are not SAM's. */
    private fun samType(resource: Any?): String? =
        (resource as? Fields)
            ?.text("Type")
            ?.takeIf { it.startsWith(PREFIX) && Properties.isKnown(it) }
            ?.removePrefix(PREFIX)

    private fun group(type: String) = ORDER.firstOrNull { type in it.split(' ') } ?: ""

    private fun translate(
        sam: Sam,
        kind: String,
        id: String,
    ) {
        val raw = sam.resources[id] as Fields
        sam.collecting {
            val resource = sam.read(id, PREFIX + kind, raw)
            val made = kindOf(kind).make(sam, resource)
            referable(kind).forEach { (name, type) ->
                made.lastOrNull { it.type == type }?.let { sam.made.add(id, name, it.id) }
            }
            sam.resultResources.remove(id)
            made.forEach { put(sam, id, it) }
        }
    }

    private fun put(
        sam: Sam,
        from: String,
        made: Made,
    ) {
        val there = sam.resources[made.id] as? Fields
        if (there == null || (there.text("Type") ?: "") in MAY_REPLACE[made.type].orEmpty()) {
            sam.resultResources[made.id] = made.json()
        } else {
            sam.complain(Wrong(duplicateMessage(from, made.id, made.type)))
        }
    }

    internal fun duplicateMessage(
        from: String,
        id: String,
        type: String,
    ) = "Transforming resource with id [$from] attempts to create a new resource with id [$id] and type " +
        "\"$type\". A resource with " +
        "that id already exists within this template. Please use a different id for that resource."

    private val MAY_REPLACE: Map<String, List<String>> =
        mapOf(
            "AWS::Lambda::Function" to listOf("AWS::Serverless::Function"),
            "AWS::Lambda::LayerVersion" to listOf("AWS::Serverless::LayerVersion"),
            "AWS::Lambda::CapacityProvider" to listOf("AWS::Serverless::CapacityProvider"),
            "AWS::ApiGateway::RestApi" to listOf("AWS::Serverless::Api"),
            "AWS::ApiGatewayV2::Api" to listOf("AWS::Serverless::HttpApi", "AWS::Serverless::WebSocketApi"),
            "AWS::DynamoDB::Table" to listOf("AWS::Serverless::SimpleTable"),
            "AWS::CloudFormation::Stack" to listOf("AWS::Serverless::Application"),
            "AWS::StepFunctions::StateMachine" to listOf("AWS::Serverless::StateMachine"),
            "AWS::AppSync::GraphQLApi" to listOf("AWS::Serverless::GraphQLApi"),
        ) +
            listOf(
                "AWS::S3::Bucket",
                "AWS::SNS::Topic",
                "AWS::Cognito::UserPool",
                "AWS::ApiGateway::DomainName",
                "AWS::ApiGateway::BasePathMapping",
                "AWS::ApiGateway::DomainNameV2",
                "AWS::ApiGateway::BasePathMappingV2",
            ).associateWith { listOf(it) }
}
