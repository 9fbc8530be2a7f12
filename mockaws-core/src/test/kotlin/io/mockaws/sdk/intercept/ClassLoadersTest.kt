package io.mockaws.sdk.intercept

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.parallel.Isolated
import java.net.URLClassLoader

/** mockaws in a class loader of its own, as under Quarkus. */
@Isolated("what follows threads is the JVM's")
class ClassLoadersTest {
    init {
        Interception.install()
    }

    private val carrier = Class.forName("java.util.concurrent.MockAwsCarrier").getField("scopes")
    private val ours = carrier.get(null)

    @AfterEach
    fun `threads are followed by the tests' own again`() {
        carrier.get(null) shouldNotBe ours
        carrier.set(null, ours)
    }

    @Test
    fun `where the SDK comes from another class loader it is said that its calls are not seen`() {
        val problem = problems(prefixes = listOf("io.mockaws.")).single().toString()

        problem shouldContain "does not see the calls of the AWS SDK for Java"
        problem shouldContain "quarkus.test.flat-class-path=true"
    }

    @Test
    fun `where both come from the same nothing is said`() {
        problems(prefixes = listOf("io.mockaws.", "software.amazon.awssdk.")).shouldBeEmpty()
    }

    private fun problems(prefixes: List<String>): List<*> {
        val loader = OwnLoader(prefixes)
        val interception = loader.loadClass(Interception::class.java.name)
        interception.classLoader shouldBe loader

        interception.getMethod("install").invoke(null) shouldBe true
        return interception.getDeclaredField("PROBLEMS").apply { isAccessible = true }.get(null) as List<*>
    }

    /** Loads for itself what begins with one of [prefixes], and leaves the rest to the tests' own. */
    private class OwnLoader(
        private val prefixes: List<String>,
    ) : URLClassLoader(
        System.getProperty("java.class.path").split(java.io.File.pathSeparator)
            .map { java.io.File(it).toURI().toURL() }.toTypedArray(),
        ClassLoadersTest::class.java.classLoader
    ) {
        override fun loadClass(
            name: String,
            resolve: Boolean,
        ): Class<*> =
            if (prefixes.none { name.startsWith(it) }) {
                super.loadClass(name, resolve)
            } else {
                synchronized(getClassLoadingLock(name)) { findLoadedClass(name) ?: findClass(name) }
            }
    }
}
