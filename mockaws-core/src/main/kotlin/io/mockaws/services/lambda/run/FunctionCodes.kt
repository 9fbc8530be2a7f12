package io.mockaws.services.lambda.run

import io.mockaws.engine.AwsFault
import io.mockaws.services.lambda.function.FunctionVersion
import io.mockaws.services.lambda.function.LambdaFaults
import io.mockaws.services.lambda.function.LambdaFunction
import io.mockaws.services.lambda.function.Runtimes
import io.mockaws.services.lambda.invocation.ExecutionEnvironment
import io.mockaws.services.lambda.jvm.JavaHandler
import io.mockaws.services.lambda.jvm.JvmEnvironment
import io.mockaws.services.lambda.state.LambdaCall

/** Whether a function is code of the test's own class path, and nothing has to be uploaded. */
internal fun runsWithoutUpload(
    handler: String?,
    runtime: String?,
): Boolean = Runtimes.isJava(runtime) && handler != null && loaderOf(JavaHandler.classNameOf(handler)) != null

/** Who has the class [name] on the test's class path; it is not initialised. */
private fun loaderOf(name: String): ClassLoader? =
    listOfNotNull(Thread.currentThread().contextClassLoader, LambdaFaults::class.java.classLoader).firstOrNull { loader ->
        try {
            Class.forName(name, false, loader)
            true
        } catch (_: ClassNotFoundException) {
            false
        } catch (_: LinkageError) {
            false
        }
    }

/**
 * An instance of [version] of [function], from wherever its code is: the test itself, the test's class path.
 *
 * @throws io.mockaws.services.lambda.invocation.FunctionFailure when it cannot be initialised
 * @throws AwsFault when there is no code that can run here
 */
internal fun LambdaCall.environmentOf(
    function: LambdaFunction,
    version: FunctionVersion,
): ExecutionEnvironment {
    val handler = if (version.packageType == "Image") version.imageConfig?.command?.firstOrNull() else version.handler
    val loader = handler?.let { loaderOf(JavaHandler.classNameOf(it)) }
    if (handler != null && loader != null && (version.packageType == "Image" || Runtimes.isJava(version.runtime))) {
        return JvmEnvironment(JavaHandler.load(handler, loader), loader, null)
    }
    throw noCode(function, version, handler)
}

private fun noCode(
    function: LambdaFunction,
    version: FunctionVersion,
    handler: String?,
): AwsFault {
    val reason =
        when {
            version.packageType == "Image" -> "its code is the container image ${version.imageUri}"
            Runtimes.isJava(version.runtime) -> "the class of its handler $handler is not on the class path"
            else -> "nothing here runs ${version.runtime}"
        }
    return LambdaFaults.cannotRun(
        function.name,
        reason,
        "A test can give it code: aws.lambda.function(\"${function.name}\") { event -> ... }, or answer for it: " +
            "aws.on(\"lambda\", \"Invoke\") { respond(mapOf(...)) }",
    )
}
