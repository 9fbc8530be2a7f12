package io.mockaws.wire.binding

import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.Test

class UriPatternTest {
    private fun match(
        pattern: String,
        path: String,
    ) = UriPattern(pattern).match(path)

    @Test fun `labels take one segment, a greedy one the rest`() {
        match("/{a}/{b+}", "/x/y/z/") shouldBe listOf("x", "y/z/")
        match("/{a}/{b+}", "/x//y") shouldBe listOf("x", "/y")
        match("/{a}/{b+}", "/x/") shouldBe null
        match("/{a}/{b+}", "/x") shouldBe null
        match("/{a}", "/x/y") shouldBe null
        match("/{a}", "//") shouldBe null
        match("/a/{b+}/c", "/a/x/y/c") shouldBe listOf("x/y")
        match("/a/{b+}/c", "/a/c") shouldBe null
        match("/a/{b+}/c", "/a/x/d") shouldBe null
    }

    @Test fun `literals match as they are, and a slash at the end does not matter`() {
        match("/", "/") shouldBe emptyList()
        match("/", "/a") shouldBe null
        match("/a/b", "/a/b") shouldBe emptyList()
        match("/a/b/", "/a/b") shouldBe emptyList()
        match("/a/b", "/a/b/") shouldBe emptyList()
        match("/a/b", "/a/bc") shouldBe null
        match("/a/{b}?x=1", "/a/%2F") shouldBe listOf("%2F")
    }
}
