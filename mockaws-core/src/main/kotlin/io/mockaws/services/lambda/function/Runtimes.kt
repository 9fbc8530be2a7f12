package io.mockaws.services.lambda.function

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html */
internal object Runtimes {
    /** Those that functions can be made with, in the order in which AWS names them. */
    val supported: List<String> =
        (
            "nodejs20.x python3.14 provided.al2023 python3.12 python3.13 nodejs24.x nodejs22.x " +
                "java25 python3.10 python3.11 java21 ruby3.3 ruby3.4 ruby3.2 python3.8 python3.9 " +
                "java17 nodejs16.x dotnet10 dotnet8 java11 dotnet6 nodejs18.x provided.al2 java8.al2"
            ).split(' ')

    /** Those that were there once. */
    private val gone =
        setOf(
            "java8", "go1.x", "provided", "ruby2.7", "ruby2.5", "dotnetcore1.0", "dotnetcore2.0", "dotnetcore2.1",
            "dotnetcore3.1", "nodejs", "nodejs4.3", "nodejs4.3-edge", "nodejs6.10", "nodejs8.10", "nodejs10.x",
            "nodejs12.x", "nodejs14.x", "python2.7", "python3.6", "python3.7",
        )

    /** Those that can be restored from a snapshot. */
    private val withSnapshots = setOf("java11", "java17", "java21", "java25", "dotnet8", "dotnet10")

    /** Refuses what is no runtime, or none any more. */
    fun check(runtime: String) {
        if (runtime in gone) {
            throw LambdaFaults.invalid(
                "The runtime parameter of $runtime is no longer supported for creating or updating AWS Lambda " +
                    "functions. We recommend you use a supported runtime while creating or updating functions.",
            )
        }
        if (runtime !in supported) {
            throw LambdaFaults.invalid(
                "Value $runtime at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: " +
                    "[${supported.joinToString()}] or be a valid ARN",
            )
        }
    }

    /** Whether it is, or was, one that layers can be for. */
    fun isKnown(runtime: String): Boolean = runtime in supported || runtime in gone

    fun isJava(runtime: String?): Boolean = runtime?.startsWith("java") == true

    /** Refuses a snapshot of what has none. */
    fun checkSnapStart(runtime: String) {
        val number = runtime.removePrefix("python3.").toIntOrNull() ?: 0
        if (runtime in withSnapshots || (runtime.startsWith("python3.") && number >= LEAST_PYTHON)) return
        throw LambdaFaults.invalid("$runtime is not supported for SnapStart enabled functions.")
    }

    private const val LEAST_PYTHON = 12
}
