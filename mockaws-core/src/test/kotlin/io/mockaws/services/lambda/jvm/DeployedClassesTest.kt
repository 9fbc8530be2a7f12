package io.mockaws.services.lambda.jvm

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldNotBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.mockaws.MockAws
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.SdkClient
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain
import java.nio.file.Path

/** A function that brings an SDK of its own has nothing of the mock's in it, and finds the mock by its environment. */
class DeployedClassesTest {
    private val interceptors = "software/amazon/awssdk/global/handlers/execution.interceptors"

    private fun jarOf(type: Class<*>) = Path.of(type.protectionDomain.codeSource.location.toURI())

    @Test
    fun `an SDK of the function's own is loaded without hooks, and without what extends the test's`() {
        MockAws.start().use {
            val jars = listOf(jarOf(SdkClient::class.java), jarOf(AwsRegionProviderChain::class.java))
            DeployedClasses(jars, javaClass.classLoader).use { loader ->
                loader.hasOwnSdk shouldBe true
                loader.loadClass(SdkClient::class.java.name) shouldNotBe SdkClient::class.java
                loader.getResources(interceptors).toList().shouldBeEmpty()
                javaClass.classLoader.getResources(interceptors).toList().shouldNotBeEmpty()
                val chain = loader.loadClass(AwsRegionProviderChain::class.java.name)
                chain.declaredMethods.first { it.name == "getRegion" }.declaringClass.classLoader shouldBe loader
            }
        }
    }

    @Test
    fun `a function without one uses the test's`() {
        DeployedClasses(emptyList(), javaClass.classLoader).use { loader ->
            loader.hasOwnSdk shouldBe false
            loader.loadClass(SdkClient::class.java.name) shouldBe SdkClient::class.java
        }
    }
}
