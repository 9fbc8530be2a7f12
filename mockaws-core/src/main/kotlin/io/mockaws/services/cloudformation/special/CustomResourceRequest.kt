package io.mockaws.services.cloudformation.special

/** What a custom resource is asked to do, as a handler of the test's sees it. */
public class CustomResourceRequest internal constructor(
    /** `Create`, `Update` or `Delete`. */
    @get:JvmName("requestType")
    public val requestType: String,
    /** As the template has it: `Custom::Seed`. */
    @get:JvmName("resourceType")
    public val resourceType: String,
    /** Its name in the template. */
    @get:JvmName("logicalId")
    public val logicalId: String,
    /** What its creation answered; null in a creation. */
    @get:JvmName("physicalId")
    public val physicalId: String?,
    /** The ARN of the stack. */
    @get:JvmName("stackId")
    public val stackId: String,
    /** Its properties without functions; numbers and truth values are texts, as AWS has them. */
    @get:JvmName("properties")
    public val properties: Map<String, Any?>,
    /** The properties before an update; empty in others. */
    @get:JvmName("oldProperties")
    public val oldProperties: Map<String, Any?>,
) {
    override fun toString(): String = "CustomResourceRequest($requestType $resourceType $logicalId)"
}

/** What a custom resource answers. */
public class CustomResourceAnswer
@JvmOverloads
constructor(
    /** What `Fn::GetAtt` gives, by name. */
    @get:JvmName("data")
    public val data: Map<String, Any?> = emptyMap(),
    /** What `Ref` gives; null for the one that it has, or one that is made up. Another one in an update is another resource. */
    @get:JvmName("physicalId")
    public val physicalId: String? = null,
)

/** Code of a test that stands for a custom resource. It fails by an exception, whose message is the reason. */
public fun interface CustomResourceHandler {
    /** Does what is asked for. */
    public fun handle(request: CustomResourceRequest): CustomResourceAnswer
}
