package io.mockaws.samples.shop;

/**
 * What a customer wants to pay.
 *
 * @param id names the order
 * @param cents the total
 */
public record Order(String id, long cents) {}
