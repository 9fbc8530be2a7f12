package io.mockaws.kotest

import io.mockaws.MockAws

/**
 * The mock that the test runs in, as [MockAwsExtension] gave it.
 *
 * @throws IllegalStateException where there is none: the extension is not registered, or with [Isolation.PerTest] the
 *   caller is no test, as `beforeSpec`
 */
public suspend fun mockAws(): MockAws =
    checkNotNull(CurrentMock.here()) {
        "No mock is in scope here. Register MockAwsExtension() in the project's configuration or in the spec; with " +
            "Isolation.PerTest a mock lives from beforeTest to afterTest"
    }.mock
