package io.mockaws.scope

/**
 * Several mocks are open, or one that is detached, and a call was made where none of them is in force: in a thread or
 * coroutine that a test started without handing its scope over. Nothing was sent.
 */
public class NoMockInScopeException internal constructor(
    mocks: List<String>,
) : IllegalStateException(
    "${if (mocks.size == 1) "A mock is" else "${mocks.size} mocks are"} open and none is in scope here " +
        "(thread ${Thread.currentThread().name}). Hand the scope over: " +
        "withContext(mock.asContextElement()) for a coroutine, MockAws.wrap(executor) for threads, or build the " +
        "client inside the block that it is used for. Open are: ${mocks.joinToString()}",
)
