package io.mockaws.scope

private val walker = StackWalker.getInstance()

/** The classes that a mock is started through. */
private val ours = setOf("io.mockaws.MockAws", "io.mockaws.MockAws\$Companion", "io.mockaws.scope.CallSiteKt")

/** The line that called into mockaws. */
internal fun callSite(): StackTraceElement? =
    walker.walk { frames -> frames.filter { it.className !in ours }.findFirst().orElse(null) }?.toStackTraceElement()

/** Whether the class that started this mock, or one inside of it, is running on this thread. */
internal fun Scope.isStartedAround(): Boolean {
    val starter = startedAt?.className?.substringBefore('$') ?: return false
    return walker.walk { frames -> frames.anyMatch { it.className.substringBefore('$') == starter } }
}
