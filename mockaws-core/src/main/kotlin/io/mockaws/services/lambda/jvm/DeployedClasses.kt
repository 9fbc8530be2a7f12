package io.mockaws.services.lambda.jvm

import io.mockaws.engine.ForeignClasses
import java.net.URL
import java.net.URLClassLoader
import java.nio.file.Path
import java.util.Enumeration

/**
 * The classes of a function that was deployed: its own come first, what it has not is taken from the test's class path. The
 * serialization of events is loaded anew, because it remembers the classes that it has seen.
 */
internal class DeployedClasses(
    classPath: List<Path>,
    parent: ClassLoader,
) : URLClassLoader((classPath.map { it.toUri().toURL() } + listOfNotNull(serialization())).toTypedArray(), parent),
    ForeignClasses {
    /** Whether a client of the function is of an SDK that it has brought. */
    val hasOwnSdk: Boolean by lazy { SDKS.any { findResource(it) != null } }

    override fun loadClass(
        name: String,
        resolve: Boolean,
    ): Class<*> =
        synchronized(getClassLoadingLock(name)) {
            findLoadedClass(name) ?: if (isShared(name)) super.loadClass(name, resolve) else ownOr(name, resolve)
        }

    private fun ownOr(
        name: String,
        resolve: Boolean,
    ): Class<*> =
        try {
            findClass(name)
        } catch (_: ClassNotFoundException) {
            super.loadClass(name, resolve)
        }

    /** What extends an SDK is of that SDK: the function's own knows nothing of the parent's. */
    override fun getResources(name: String): Enumeration<URL> =
        if (hasOwnSdk && OF_SDKS.any { name.startsWith(it) }) findResources(name) else super.getResources(name)

    override fun getResource(name: String): URL? = findResource(name) ?: super.getResource(name)

    private fun isShared(name: String) = name.startsWith("java.") || name.startsWith("io.mockaws.")

    private companion object {
        init {
            registerAsParallelCapable()
        }

        val OF_SDKS =
            listOf("software/amazon/awssdk/", "META-INF/services/software.amazon.awssdk.", "META-INF/services/aws.s")

        /** A class of each. */
        val SDKS =
            listOf("software/amazon/awssdk/core/SdkClient.class", "aws/smithy/kotlin/runtime/client/SdkClient.class")

        /** Where `aws-lambda-java-serialization` is, if the test has it. */
        fun serialization(): URL? =
            JavaTypes.find(
                "com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers",
                DeployedClasses::class.java.classLoader,
            )?.protectionDomain?.codeSource?.location
    }
}
