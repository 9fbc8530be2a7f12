package io.mockaws.compat.quarkus;

import io.mockaws.compat.orders.OrdersTest;
import io.mockaws.junit.MockAwsTest;
import io.quarkus.test.junit.QuarkusTest;

/** Quarkus starts the application once, for all such classes. */
@MockAwsTest
@QuarkusTest
class FirstOrdersTest extends OrdersTest {}
