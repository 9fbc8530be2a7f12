package io.mockaws.sam

import io.mockaws.services.apigateway.ApiFixture
import io.mockaws.services.apigateway.ApiGatewayFixture
import io.mockaws.services.cloudformation.CloudFormationFixture
import io.mockaws.services.cloudformation.StackFixture
import io.mockaws.services.lambda.LambdaFixture
import io.mockaws.services.lambda.LambdaFunctionFixture
import io.mockaws.services.s3.S3Fixture
import kotlinx.serialization.json.JsonObject
import java.nio.file.Path

/**
 * A project of AWS SAM, deployed: `val shop = aws.sam("template.yaml")`, then `shop.api.get("/orders/1")`.
 *
 * Functions run where their code lies: a class of the test's class path, else what Maven or Gradle has compiled, a
 * jar, or a script of
 * Python or Node.js. What changes there is there at the next call.
 */
public class SamProject internal constructor(
    private val file: Path,
    private val options: SamOptions,
    private val region: String,
    private val accountId: String,
    private val cloudFormation: CloudFormationFixture,
    private val apiGateway: ApiGatewayFixture,
    private val lambda: LambdaFixture,
    private val s3: S3Fixture,
) {
    @Volatile
    private var deployed: Deployed = deploy()

    private class Deployed(
        val stack: StackFixture,
        val template: JsonObject,
        val watched: List<Path>,
        val stamp: Any,
    ) {
        val routes by lazy { SamRoutes.of(template) }
        val stages by lazy { SamRoutes.stages(template) }
    }

    /** The stack that it is deployed as. */
    @get:JvmName("stack")
    public val stack: StackFixture get() = deployed.stack

    /** The outputs of the stack, by the names that the template has for them. */
    @get:JvmName("outputs")
    public val outputs: Map<String, String> get() = stack.outputs

    /**
     * The project's API, to send requests to, at the stage that the template has for it.
     *
     * @throws IllegalArgumentException where it has none, or several: see [api]
     */
    @get:JvmName("api")
    public val api: ApiFixture
        get() {
            val all = deployed.stages.keys
            require(all.size == 1) {
                "${file.fileName} has ${if (all.isEmpty()) "no API" else "several APIs; say which: $all"}"
            }
            return api(all.single())
        }

    /**
     * The API that the template calls [id], `ServerlessRestApi` and `ServerlessHttpApi` being those that events
     * without an API get.
     *
     * @throws IllegalArgumentException where there is none
     */
    public fun api(id: String): ApiFixture {
        val stages = deployed.stages
        require(id in stages) { "${file.fileName} has no API $id. It has: ${stages.keys}" }
        val api = apiGateway.api(stack.resources.getValue(id))
        return stages[id]?.let { stack.resources[it] }?.let { api.stage(it) } ?: api
    }

    /**
     * The function that the template calls [id].
     *
     * @throws IllegalArgumentException where there is none
     */
    public fun function(id: String): LambdaFunctionFixture {
        val name =
            requireNotNull(stack.resources[id]) {
                "${file.fileName} has no function $id. It has: ${stack.resources.keys.sorted()}"
            }
        return lambda.function(name)
    }

    /** The names in the template of its APIs. */
    @get:JvmName("apis")
    public val apis: Set<String> get() = deployed.stages.keys

    /** The routes of its APIs, in the order of the template. */
    @get:JvmName("routes")
    public val routes: List<SamRoute> get() = deployed.routes

    /** Handlers that are not where the template says, a line each, with what to change. */
    @get:JvmName("problems")
    public val problems: List<String> get() = SamHandlers.missing(deployed.template)

    /**
     * Deploys it anew if its template, or a file that the template names, has changed: tables and queues keep what
     * they have, and what the
     * template has no more is deleted. Code of functions needs no deployment.
     *
     * @return whether anything had changed
     * @throws IllegalArgumentException when the template is wrong, with file and line; what was deployed stays
     * @throws IllegalStateException when a resource fails; the stack is as it was before
     */
    @Synchronized
    public fun update(): Boolean {
        val before = deployed
        if (FileStamp.of(before.watched) == before.stamp) return false
        deployed = deploy()
        return true
    }

    private fun deploy(): Deployed {
        val project = SamFiles(file, options, ::upload)
        val stamp = FileStamp.of(project.watched)
        val transformed = project.transformed(region, accountId)
        val stack = cloudFormation.deployText(project.stackName, "${project.template}", project.parameters)
        return Deployed(stack, transformed, project.watched, stamp)
    }

    private fun upload(
        name: String,
        template: String,
    ): String {
        s3.bucket(TEMPLATES).put(name, template)
        return "https://$TEMPLATES.s3.$region.amazonaws.com/$name"
    }

    override fun toString(): String = "SamProject($file)"

    private companion object {
        /** The bucket in which templates of applications lie. */
        const val TEMPLATES = "mockaws-sam-templates"
    }
}
