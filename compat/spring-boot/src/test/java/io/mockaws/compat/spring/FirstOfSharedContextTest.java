package io.mockaws.compat.spring;

import io.mockaws.junit.MockAwsTest;
import io.mockaws.samples.orders.OrdersApplication;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.boot.test.context.SpringBootTest;

/** Each test has an AWS of its own, and all have one context, in turn. */
@MockAwsTest
@SpringBootTest(classes = OrdersApplication.class)
@ResourceLock("the context of orders")
class FirstOfSharedContextTest extends OrdersTest {}
