package io.mockaws.scope

private val walker = StackWalker.getInstance()

/** The classes that a mock is started through. */
private val ours = setOf("io.mockaws.MockAws", "io.mockaws.MockAws\$Companion", "io.mockaws.scope.CallSiteKt")

/** The line that called into mockaws. */
internal fun callSite(): StackTraceElement? =
    walker.walk { frames -> frames.filter { it.className !in ours }.findFirst().orElse(null) }?.toStackTraceElement()
