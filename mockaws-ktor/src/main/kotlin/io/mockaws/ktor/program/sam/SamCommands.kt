package io.mockaws.ktor.program.sam

import com.github.ajalt.clikt.core.CliktError
import com.github.ajalt.clikt.core.Context
import com.github.ajalt.clikt.core.CoreCliktCommand
import com.github.ajalt.clikt.core.UsageError
import com.github.ajalt.clikt.parameters.arguments.argument
import com.github.ajalt.clikt.parameters.arguments.default
import com.github.ajalt.clikt.parameters.options.convert
import com.github.ajalt.clikt.parameters.options.default
import com.github.ajalt.clikt.parameters.options.multiple
import com.github.ajalt.clikt.parameters.options.option
import com.github.ajalt.clikt.parameters.types.int
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import io.mockaws.ktor.program.ServerCommand
import io.mockaws.sam.SamOptions
import io.mockaws.sam.SamProject
import java.io.IOException
import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionException
import kotlin.io.path.readText

/** The commands of `java -jar mockaws-server.jar sam`. */
internal object SamCommands {
    /** The command that [arguments] ask for, and what is left for it. */
    fun of(arguments: List<String>): Pair<CoreCliktCommand, List<String>> =
        when (arguments.firstOrNull()) {
            "invoke" -> SamInvoke() to arguments.drop(1)
            "validate" -> SamValidate() to arguments.drop(1)
            "events" -> SamEvents() to arguments.drop(1)
            else -> SamServe() to arguments
        }
}

/** What all commands take that need a project. */
internal abstract class SamProjectCommand(
    name: String,
) : CoreCliktCommand("mockaws-server sam $name".trim()) {
    private val region by option(help = "region to run it in (us-east-1)").default("us-east-1")
    private val account by option(help = "account to run it in (123456789012)").default("123456789012")
    private val parameterOverrides by option(help = "values of parameters, as \"Stage=test Size=2\"; may be repeated")
        .multiple()
    private val envVars by option(help = "JSON file with variables of functions, as sam local has it").convert {
        Path.of(it)
    }
    private val stackName by option(help = "name of the stack (that of samconfig.toml, or of the folder)")

    /** A mock for the project, which clients in its functions find by themselves. */
    protected fun aws(): MockAws = MockAws.start(MockAwsOptions.builder().region(region).accountId(account).build())

    /** The project whose template is [template], deployed to [aws]. */
    protected fun project(
        aws: MockAws,
        template: String,
    ): SamProject {
        val options = SamOptions.builder()
        parameterOverrides.forEach(options::parameterOverrides)
        envVars?.let { options.environment(it.readText()) }
        stackName?.let(options::stackName)
        return aws.sam(template, options.build())
    }

    /** Runs [action]; what is wrong with the project ends the program with its own words. */
    protected fun <R> telling(action: () -> R): R =
        try {
            action()
        } catch (failure: IOException) {
            throw CliktError("mockaws-server: ${failure.message ?: failure}", failure, statusCode = FAILED)
        } catch (failure: IllegalArgumentException) {
            throw CliktError("${failure.message}", failure, statusCode = ServerCommand.USAGE)
        } catch (failure: IllegalStateException) {
            throw CliktError("${failure.message}", failure, statusCode = FAILED)
        }

    companion object {
        const val FAILED: Int = 1
        const val TEMPLATE: String = "template.yaml"
    }
}

/** Serves the APIs of a project until it is told to stop. */
internal class SamServe : SamProjectCommand("") {
    private val template by argument(help = "the project's template ($TEMPLATE)").default(TEMPLATE)
    private val host by option("--host", "-H", help = "address to listen on (127.0.0.1)").default("127.0.0.1")
    private val port by option("--port", "-p", help = "port to listen on; 0 takes one that is free (3000)")
        .int().default(PORT)

    override fun help(context: Context): String =
        "Runs a project of AWS SAM: everything that its template has, its API at /. Others: sam invoke, sam " +
            "validate, sam events"

    override fun run() {
        telling {
            val aws = aws()
            val deployed = CompletableFuture<SamProject>()
            // What listens takes as long to begin as what is deployed.
            val server = CompletableFuture.supplyAsync { SamServer.start(aws, deployed::join, host, port) }
            val project = project(aws, template)
            deployed.complete(project)
            listening(server).also { it.announce(project, template) }
        }.awaitStop()
    }

    private fun listening(server: CompletableFuture<SamServer>): SamServer =
        try {
            server.join()
        } catch (failure: CompletionException) {
            throw failure.cause ?: failure
        }

    private companion object {
        /** That of `sam local start-api`. */
        const val PORT = 3000
    }
}

/** Invokes one function of a project. */
internal class SamInvoke : SamProjectCommand("invoke") {
    private val function by argument(help = "the function's name in the template")
    private val event by option("--event", "-e", help = "JSON file with the event; - reads it from the standard input")
    private val template by option("--template", "-t", help = "the project's template ($TEMPLATE)").default(TEMPLATE)

    override fun help(context: Context): String = "Invokes a function of a project of AWS SAM, and prints what " +
        "it returns"

    override fun run() {
        val failed =
            telling {
                aws().use { aws ->
                    val input =
                        when (event) {
                            null -> "{}"
                            "-" -> System.`in`.readBytes().decodeToString()
                            else -> Path.of(event!!).readText()
                        }
                    val invocation = project(aws, template).function(function).invoke(input)
                    invocation.logs.forEach { System.err.println(it) }
                    println(invocation.error ?: invocation.result)
                    if (invocation.isFailed) SamHints.of(function, invocation)?.let { System.err.println(it) }
                    invocation.isFailed
                }
            }
        if (failed) throw CliktError(statusCode = FAILED)
    }
}

/** Looks whether a template can be deployed, and whether its handlers are there. */
internal class SamValidate : SamProjectCommand("validate") {
    private val template by argument(help = "the project's template ($TEMPLATE)").default(TEMPLATE)

    override fun help(context: Context): String = "Makes all that a template has in a mock that is thrown away, " +
        "and says what is wrong"

    override fun run() {
        val problems = telling { aws().use { project(it, template).problems } }
        problems.forEach { println(it) }
        if (problems.isNotEmpty()) throw CliktError(statusCode = FAILED)
        println("$template is valid")
    }
}

/** Prints events as services send them, to invoke functions with. */
internal class SamEvents : CoreCliktCommand("mockaws-server sam events") {
    private val service by argument(help = "apigateway, s3, schedule, sns or sqs")
    private val method by option(help = "of a request (GET)").default("GET")
    private val path by option(help = "of a request (/)").default("/")
    private val body by option(help = "of a request or a message")
    private val bucket by option(help = "where an object is (example-bucket)").default("example-bucket")
    private val key by option(help = "of an object (example-key)").default("example-key")
    private val name by option(help = "of a queue or a topic (example)").default("example")

    override fun help(context: Context): String = "Prints an event of a service, for sam invoke --event -"

    override fun run() {
        MockAws.start(MockAwsOptions.builder().intercept(false).build()).use { aws ->
            val events = aws.lambda.events
            println(
                when (service) {
                    "apigateway" -> events.http(method, path, body)
                    "s3" -> events.s3(bucket, key)
                    "schedule" -> events.scheduled()
                    "sns" -> events.sns(name, body.orEmpty())
                    "sqs" -> events.sqs(name, body.orEmpty())
                    else -> throw UsageError("there are events of apigateway, s3, schedule, sns, sqs")
                },
            )
        }
    }
}
