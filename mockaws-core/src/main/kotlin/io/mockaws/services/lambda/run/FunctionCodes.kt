package io.mockaws.services.lambda.run

import io.mockaws.engine.AwsFault
import io.mockaws.engine.OwnEnvironment
import io.mockaws.services.lambda.code.CodeFolder
import io.mockaws.services.lambda.code.LocalCode
import io.mockaws.services.lambda.function.FunctionVersion
import io.mockaws.services.lambda.function.LambdaFaults
import io.mockaws.services.lambda.function.Runtimes
import io.mockaws.services.lambda.invocation.ExecutionEnvironment
import io.mockaws.services.lambda.invocation.FunctionFailure
import io.mockaws.services.lambda.jvm.DeployedClasses
import io.mockaws.services.lambda.jvm.JavaHandler
import io.mockaws.services.lambda.jvm.JvmEnvironment
import io.mockaws.services.lambda.process.Interpreters
import io.mockaws.services.lambda.process.ProcessEnvironment
import io.mockaws.services.lambda.state.LambdaCall
import io.mockaws.services.lambda.state.code
import io.mockaws.services.lambda.state.layerVersionByArn
import io.mockaws.wire.Blob
import java.nio.file.Path
import kotlin.io.path.Path

/** Whether a function is code of the test's own class path, and nothing has to be uploaded. */
internal fun runsWithoutUpload(
    handler: String?,
    runtime: String?,
): Boolean = Runtimes.isJava(runtime) && handler != null && loaderOf(JavaHandler.classNameOf(handler)) != null

/** Who has the class [name] on the test's class path; it is not initialised. */
private fun loaderOf(name: String): ClassLoader? =
    testLoaders().firstOrNull { loader ->
        try {
            Class.forName(name, false, loader)
            true
        } catch (_: ClassNotFoundException) {
            false
        } catch (_: LinkageError) {
            false
        }
    }

private fun testLoaders(): List<ClassLoader> =
    listOfNotNull(Thread.currentThread().contextClassLoader, LambdaFaults::class.java.classLoader)

/**
 * An instance of what [order] wants to run, from wherever its code is: what was deployed, the test's class path, or a program
 * of this machine.
 *
 * @throws FunctionFailure when it cannot be initialised
 * @throws AwsFault when there is no code that can run here
 */
internal fun LambdaCall.environmentOf(order: InvocationOrder): ExecutionEnvironment {
    val version = order.version
    val runtime = version.runtime
    val zip = state.now.code[version.codeSha256]
    val place = version.codePlace
    return when {
        place != null -> ofPlace(order, LocalCode(Path(place)))
        version.packageType == "Image" -> ofClassPath(order, version.imageConfig?.command?.firstOrNull())
        Runtimes.isJava(runtime) && zip != null && CodeFolder.hasClasses(zip) -> deployed(version, zip)
        Runtimes.isJava(runtime) -> ofClassPath(order, version.handler)
        zip != null && runtime != null -> ofProcess(order, runtime, zip)
        else -> throw noCode(order, "nothing here runs $runtime")
    }
}

private fun ofClassPath(
    order: InvocationOrder,
    handler: String?,
): ExecutionEnvironment {
    val loader = handler?.let { loaderOf(JavaHandler.classNameOf(it)) }
    if (loader != null) return JvmEnvironment(JavaHandler.load(handler, loader), loader, null)
    throw noCode(
        order,
        if (order.version.packageType == "Image") {
            "its code is the container image ${order.version.imageUri}"
        } else {
            "the class of its handler $handler is not on the class path"
        },
    )
}

private fun LambdaCall.deployed(
    version: FunctionVersion,
    zip: Blob,
): ExecutionEnvironment {
    val folder = CodeFolder.of(zip, layersOf(version))
    return ofFolder(version, folder, emptyList())
}

/** A function of the classes of [folder], before which those of [first] are found. */
private fun LambdaCall.ofFolder(
    version: FunctionVersion,
    folder: CodeFolder,
    first: List<Path>,
): ExecutionEnvironment {
    val loader = DeployedClasses((first + folder.classPath()).distinct(), testLoaders().first())
    val resources =
        AutoCloseable {
            loader.close()
            folder.close()
        }
    return try {
        val forSdk = if (loader.hasOwnSdk) forSdk() else emptyMap()
        val handler = OwnEnvironment.adding(forSdk) { JavaHandler.load(version.handler.orEmpty(), loader) }
        JvmEnvironment(handler, loader, resources, forSdk)
    } catch (failure: FunctionFailure) {
        resources.close()
        throw failure
    }
}

private fun LambdaCall.ofProcess(
    order: InvocationOrder,
    runtime: String,
    zip: Blob,
): ExecutionEnvironment {
    return ofProcess(order, runtime, CodeFolder.of(zip, layersOf(order.version)))
}

private fun LambdaCall.ofProcess(
    order: InvocationOrder,
    runtime: String,
    folder: CodeFolder,
): ExecutionEnvironment {
    val command = Interpreters.command(runtime, folder)
    if (command == null) {
        folder.close()
        throw noCode(order, Interpreters.missing(runtime))
    }
    return ProcessEnvironment(command, folder, environmentVariables(order, "mockaws") + forSdk())
}

/** Variables by which an SDK finds the mock that knows nothing of it. */
private fun LambdaCall.forSdk(): Map<String, String> =
    mapOf(
        "AWS_ACCESS_KEY_ID" to account,
        "AWS_SECRET_ACCESS_KEY" to "secret",
        "AWS_ENDPOINT_URL" to world.surroundings.endpoint.toString(),
    )

/** An instance of what lies in [local], until that changes; a class of the test's own class path comes first. */
private fun LambdaCall.ofPlace(
    order: InvocationOrder,
    local: LocalCode,
): ExecutionEnvironment {
    val version = order.version
    val runtime = version.runtime
    if (!local.exists) throw noCode(order, "there is no ${local.place}, where its code should be")
    if (Runtimes.isJava(runtime)) {
        val isOurs = version.handler?.let { loaderOf(JavaHandler.classNameOf(it)) } != null
        if (isOurs) return ofClassPath(order, version.handler)
        val parts = local.classPath()
        return LocalEnvironment(local, parts) {
            ofFolder(version, CodeFolder.at(local.place, layersOf(version)), parts)
        }
    }
    if (!local.isFolder) {
        return LocalEnvironment(local, listOf(local.place)) {
            ofProcess(order, "$runtime", local.zipped())
        }
    }
    return LocalEnvironment(local, listOf(local.place)) {
        ofProcess(order, "$runtime", CodeFolder.at(local.place, layersOf(version)))
    }
}

private fun LambdaCall.layersOf(version: FunctionVersion): List<Blob> =
    version.layers.mapNotNull { layer -> layerVersionByArn(layer.arn)?.let { state.now.code[it.codeSha256] } }

private fun noCode(
    order: InvocationOrder,
    reason: String,
): AwsFault {
    val name = order.function.name
    return LambdaFaults.cannotRun(
        name,
        reason,
        "A test can give it code: aws.lambda.function(\"$name\") { event -> ... }, or answer for it: " +
            "aws.on(\"lambda\", \"Invoke\") { respond(mapOf(...)) }",
    )
}
