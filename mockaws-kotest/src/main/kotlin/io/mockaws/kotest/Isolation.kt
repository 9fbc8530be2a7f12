package io.mockaws.kotest

/** Which tests share a mock. */
public enum class Isolation {
    /**
     * None: every root test has its own. A nested test begins with what its containers have made by then, journal and
     * stubs included, and what it does itself is undone when it ends.
     */
    PerTest,

    /** The tests of one spec; with Kotest's `InstancePerRoot`, those of one instance of it. */
    PerSpec,

    /** All tests that meet the extension. */
    PerProject,
}
