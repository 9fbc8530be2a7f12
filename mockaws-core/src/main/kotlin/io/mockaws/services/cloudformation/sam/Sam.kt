package io.mockaws.services.cloudformation.sam

/**
 * One run of the transform.
 *
 * @property source the template, in which APIs, buckets and user pools change while functions are looked at
 * @property result what the template becomes
 * @property parameters the values of parameters, and the pseudo parameters that SAM resolves itself
 */
internal class Sam(
    val source: Fields,
    val parameters: Map<String, Any?>,
    val region: String,
    val origins: Origins,
) {
    val values = Parameters(parameters, origins)
    val mappings = Mappings(source.fields("Mappings") ?: Fields())
    val partition: String = partitionOf(region)
    val resources: Fields = source.fields("Resources")!!
    lateinit var result: Fields
    val made = MadeResources()
    val deployments = DeploymentPreferences(this)
    val usagePlans = SharedUsagePlan(this)
    val recordSets = LinkedHashMap<String, Made>()
    val functionNames = LinkedHashMap<String, String>()
    val messages = LinkedHashMap<String, String>()

    val resultResources: Fields get() = result.fields("Resources")!!
    val conditions: Fields get() = result.fields("Conditions") ?: Fields()
    val hasConditions: Boolean get() = "Conditions" in result

    /** An ARN of [service] with the parts that are only known in the stack. */
    fun arn(
        service: String,
        resource: String,
        partition: String = this.partition,
        account: Boolean = true,
    ): String = "arn:$partition:$service:\${AWS::Region}:" + (if (account) "\${AWS::AccountId}:" else "") + resource

    fun managedPolicy(name: String): String = "arn:$partition:iam::aws:policy/$name"

    fun complain(wrong: Wrong) {
        messages[wrong.text] = wrong.text
    }

    inline fun collecting(block: () -> Unit) {
        try {
            block()
        } catch (wrong: Wrong) {
            complain(wrong)
        }
    }

    companion object {
        private val PARTITIONS =
            listOf(
                "cn-" to "aws-cn",
                "us-isob-" to "aws-iso-b",
                "us-iso-" to "aws-iso",
                "us-gov" to "aws-us-gov",
                "eu-isoe" to "aws-iso-e",
                "us-isof" to "aws-iso-f",
                "eusc-" to "aws-eusc",
            )

        fun partitionOf(region: String): String =
            PARTITIONS.firstOrNull { region.lowercase().startsWith(it.first) }?.second ?: "aws"
    }
}
