package io.mockaws.services.cloudformation

import io.mockaws.engine.AwsFault
import io.mockaws.engine.settle
import io.mockaws.services.cloudformation.op.Capabilities
import io.mockaws.services.cloudformation.op.CreateStackInput
import io.mockaws.services.cloudformation.op.Parameter
import io.mockaws.services.cloudformation.op.UpdateStackInput
import io.mockaws.services.cloudformation.op.createStack
import io.mockaws.services.cloudformation.op.updateStack
import io.mockaws.services.cloudformation.resource.Unsupported
import io.mockaws.services.cloudformation.special.CustomResource
import io.mockaws.services.cloudformation.special.CustomResourceHandler
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.stackOrNull
import io.mockaws.services.cloudformation.state.stacks
import io.mockaws.services.cloudformation.template.TemplatePlace
import io.mockaws.services.cloudformation.template.TemplateReader
import io.mockaws.testing.Calls
import kotlinx.coroutines.runBlocking
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.nameWithoutExtension

/**
 * AWS CloudFormation as a test sees it: `aws.cloudFormation.deploy("stack.yaml")`. Works in the account and region of the mock. What a
 * stack makes, it makes by calls, which the journal has.
 */
public class CloudFormationFixture internal constructor(
    private val context: () -> CloudFormationCall,
    private val journal: () -> Calls,
) {
    /** The stack [name], to look into. Makes nothing. */
    public fun stack(name: String): StackFixture = StackFixture(name, context, journal)

    /** Every stack of the mock's account and region that is not deleted, by name. */
    public fun stacks(): List<StackFixture> = context().stacks().filterNot {
        it.isGone
    }.map { stack(it.name) }.sortedBy { it.name }

    /**
     * Deploys the template in the file [template] as the stack that is called as the file: made where there is none, else changed.
     * All capabilities are given. [template] is a path from the folder in which the test runs, or a name on the test's class path.
     *
     * @throws IllegalArgumentException when AWS would refuse the template: with file, line, column and path of what is wrong
     * @throws IllegalStateException when a resource fails: with its reason; the stack is rolled back
     */
    public fun deploy(template: String): StackFixture = deploy(template, emptyMap())

    /** The same with values of the template's parameters. */
    public fun deploy(
        template: String,
        parameters: Map<String, String>,
    ): StackFixture = deploy(template, parameters, stackName(template))

    /** The same as the stack [name]. */
    public fun deploy(
        template: String,
        parameters: Map<String, String>,
        name: String,
    ): StackFixture = deployed(name, TemplateFile.read(template), parameters, template)

    /** Deploys a template that a test has as text, as the stack [name]. */
    public fun deployText(
        name: String,
        template: String,
    ): StackFixture = deployText(name, template, emptyMap())

    /** The same with values of its parameters. */
    public fun deployText(
        name: String,
        template: String,
        parameters: Map<String, String>,
    ): StackFixture = deployed(name, template, parameters, "template")

    /**
     * What stands for custom resources of [type], `Custom::Seed` say, in place of a function of AWS Lambda; their `ServiceToken` does not
     * matter then. It fails by an exception.
     */
    public fun customResource(
        type: String,
        handler: CustomResourceHandler,
    ) {
        context().world.functions[CustomResource.keyOf(type)] = handler
    }

    /**
     * From here on resources of types that mockaws cannot make are kept in their stack as if they were there, where else their stack fails.
     * `Fn::GetAtt` of them gives their properties, or texts that are made up. The option `lenient` does the same.
     */
    public fun recordUnsupported(): Unit = Unsupported.record(context().world, true)

    private fun stackName(template: String) = Path.of(
        template
    ).nameWithoutExtension.replace(Regex("[^A-Za-z0-9-]"), "-")

    private fun deployed(
        name: String,
        text: String,
        parameters: Map<String, String>,
        file: String,
    ): StackFixture {
        val call = context()
        val given = parameters.map { (key, value) -> Parameter(key, value) }
        try {
            runBlocking {
                if (call.stackOrNull(name) == null) {
                    createStack(CreateStackInput(name, text, parameters = given, capabilities = Capabilities.ALL), call)
                } else {
                    updateStack(UpdateStackInput(name, text, parameters = given, capabilities = Capabilities.ALL), call)
                }
            }
        } catch (refused: AwsFault) {
            if (refused.error.message !=
                "No updates are to be performed."
            ) {
                throw IllegalArgumentException(told(refused, text, file), refused)
            }
        }
        call.settle()
        return stack(name).also { it.checkThere() }
    }

    /** `stack.yaml:12:5 /Resources/Queue/Type: ...`. */
    private fun told(
        refused: AwsFault,
        text: String,
        file: String,
    ): String {
        val path = (refused.cause as? TemplatePlace)?.path.orEmpty()
        if (path.isEmpty()) return "$file: ${refused.error.message}"
        val position = TemplateReader.read(text).positionOf(path)
        return "$file${position?.let { ":$it" }.orEmpty()} $path: ${refused.error.message}"
    }

    override fun toString(): String = "CloudFormationFixture(${context().stacks().filterNot {
        it.isGone
    }.map { it.name }.sorted()})"
}

/** Templates in files. */
internal object TemplateFile {
    /** The text of [name], a path or a name on the class path. */
    fun read(name: String): String {
        val path = Path.of(name)
        if (Files.isRegularFile(path)) return Files.readString(path)
        val loader = Thread.currentThread().contextClassLoader ?: TemplateFile::class.java.classLoader
        val found = loader.getResourceAsStream(name.removePrefix("/"))
        requireNotNull(found) {
            "There is no template $name, neither from ${Path.of("").toAbsolutePath()} nor on the class path"
        }
        return found.use { it.readBytes().decodeToString() }
    }
}
