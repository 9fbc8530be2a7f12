package io.mockaws.ktor.registry

import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.Test
import kotlin.io.path.Path

class CacheFolderTest {
    @Test
    fun `on Linux it is what XDG says`() {
        CacheFolder.of("Linux", "/home/me", emptyMap()) shouldBe Path("/home/me/.cache/mockaws")
        CacheFolder.of("Linux", "/home/me", mapOf("XDG_CACHE_HOME" to "/fast")) shouldBe Path("/fast/mockaws")
        CacheFolder.of("Linux", "/home/me", mapOf("XDG_CACHE_HOME" to "fast")) shouldBe Path("/home/me/.cache/mockaws")
        CacheFolder.of("Linux", "/home/me", mapOf("XDG_CACHE_HOME" to "")) shouldBe Path("/home/me/.cache/mockaws")
    }

    @Test
    fun `on macOS it is the library's`() {
        CacheFolder.of("Mac OS X", "/Users/me", mapOf("XDG_CACHE_HOME" to "/fast")) shouldBe
            Path("/Users/me/Library/Caches/mockaws")
    }

    @Test
    fun `on Windows it is the local application data`() {
        CacheFolder.of("Windows 11", "C:/Users/me", mapOf("LOCALAPPDATA" to "D:/Local")) shouldBe Path("D:/Local/mockaws")
        CacheFolder.of("Windows 11", "C:/Users/me", emptyMap()) shouldBe Path("C:/Users/me/AppData/Local/mockaws")
    }
}
