package io.mockaws.sdk.java

import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import io.mockaws.MockAws
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.internal.http.loader.DefaultSdkAsyncHttpClientBuilder
import software.amazon.awssdk.core.internal.http.loader.DefaultSdkHttpClientBuilder
import software.amazon.awssdk.http.apache.ApacheHttpClient
import software.amazon.awssdk.http.async.SdkAsyncHttpClient
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient
import software.amazon.awssdk.utils.AttributeMap
import software.amazon.awssdk.utils.SdkAutoCloseable

class LateClientTest {
    private class Client : SdkAutoCloseable {
        var isClosed = false

        override fun close() {
            isClosed = true
        }
    }

    @Test
    fun `a client is built when it is first used, and once`() {
        var built = 0
        val late = LateClient { Client().also { built++ } }
        built shouldBe 0
        late.get() shouldBeSameInstanceAs late.get()
        built shouldBe 1
    }

    @Test
    fun `a client that nobody used is not built to be closed`() {
        var built = 0
        LateClient { Client().also { built++ } }.close()
        built shouldBe 0
    }

    @Test
    fun `what was closed is closed, whenever it is built`() {
        val used = LateClient { Client() }
        val before = used.get()
        used.close()
        before.isClosed shouldBe true
        val unused = LateClient { Client() }
        unused.close()
        unused.get().isClosed shouldBe true
    }

    @Test
    fun `a late client has the name of the client that it stands for`() {
        LateClient.nameOf(ApacheHttpClient.builder()) shouldBe "Apache"
        LateClient.nameOf(NettyNioAsyncHttpClient.builder()) shouldBe "NettyNio"
    }

    @Test
    fun `while there is a mock, the clients that the SDK chooses are late ones`() {
        MockAws.start().use {
            val sync = DefaultSdkHttpClientBuilder().buildWithDefaults(AttributeMap.empty())
            (sync is LateHttpClient) shouldBe true
            sync.clientName() shouldBe "Apache"
            val async: SdkAsyncHttpClient = DefaultSdkAsyncHttpClientBuilder().buildWithDefaults(AttributeMap.empty())
            (async is LateAsyncHttpClient) shouldBe true
            async.clientName() shouldBe "NettyNio"
        }
    }
}
