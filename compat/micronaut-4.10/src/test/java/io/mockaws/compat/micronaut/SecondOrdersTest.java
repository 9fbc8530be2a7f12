package io.mockaws.compat.micronaut;

import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.mockaws.compat.orders.OrdersTest;
import io.mockaws.junit.MockAwsTest;

/** Micronaut starts the application for each class. */
@MockAwsTest
@MicronautTest
class SecondOrdersTest extends OrdersTest {}
