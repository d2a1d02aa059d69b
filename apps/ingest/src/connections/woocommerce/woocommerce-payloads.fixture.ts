// Bodies as the documentation of WooCommerce's REST API has an order and a product, shortened.

export const wooCommerceOrderJson = `{
  "id": 727,
  "parent_id": 0,
  "number": "727",
  "order_key": "wc_order_58d2d042d1d",
  "created_via": "rest-api",
  "version": "9.1.2",
  "status": "processing",
  "currency": "EUR",
  "date_created": "2026-07-18T05:01:25",
  "date_created_gmt": "2026-07-18T03:01:25",
  "date_modified": "2026-07-18T05:01:26",
  "date_modified_gmt": "2026-07-18T03:01:26",
  "discount_total": "2.50",
  "discount_tax": "0.00",
  "shipping_total": "10.00",
  "shipping_tax": "0.00",
  "cart_tax": "1.35",
  "total": "29.35",
  "total_tax": "1.35",
  "prices_include_tax": false,
  "customer_id": 0,
  "billing": { "first_name": "Jos\u00e9", "last_name": "Doe", "email": "john.doe@example.com", "phone": "(555) 555-5555" },
  "payment_method": "bacs",
  "transaction_id": "",
  "cart_hash": "",
  "meta_data": [],
  "line_items": [
    {
      "id": 315,
      "name": "Woo Single #1",
      "product_id": 93,
      "variation_id": 0,
      "quantity": 2,
      "tax_class": "",
      "subtotal": "6.00",
      "total": "6.00",
      "total_tax": "0.45",
      "meta_data": [],
      "sku": "",
      "price": 3.005,
      "image": { "id": "12", "src": "https://shop.example/woo.jpg" }
    }
  ],
  "tax_lines": [],
  "shipping_lines": [{ "id": 317, "method_title": "Flat Rate", "method_id": "flat_rate", "total": "10.00" }],
  "fee_lines": [],
  "coupon_lines": [{ "id": 318, "code": "summer", "discount": "2.50", "discount_tax": "0" }],
  "refunds": [],
  "_links": { "self": [{ "href": "https://shop.example/wp-json/wc/v3/orders/727" }] }
}`;

/** What the order above is in an event of connection 3. */
export const wooCommerceOrderData = {
  order: {
    id: '727',
    external_id: '727',
    number: '727',
    connection_id: '3',
    email: 'john.doe@example.com',
    state: 'completed',
    source: 'live',
    total_price_cents: 2_935,
    shipping_cents: 1_000,
    tax_cents: 135,
    discount_cents: 250,
    currency: 'EUR',
    shipping_method: 'Flat Rate',
    order_date: '2026-07-18T03:01:25Z',
    external_create_date: '2026-07-18T03:01:25Z',
    external_update_date: '2026-07-18T03:01:26Z',
    line_items: [
      {
        external_id: '93',
        name: 'Woo Single #1',
        price_cents: 301,
        quantity: 2,
        image_url: 'https://shop.example/woo.jpg',
      },
    ],
    discounts: [{ name: 'summer', type: 'order', discount_cents: 250 }],
  },
};

export const wooCommerceProductJson = `{
  "id": 794,
  "name": "Premium Quality",
  "slug": "premium-quality-19",
  "permalink": "https://shop.example/product/premium-quality-19/",
  "date_created": "2026-07-18T05:01:25",
  "type": "variable",
  "status": "publish",
  "description": "",
  "short_description": "<p>Pellentesque habitant morbi tristique.</p>",
  "sku": "",
  "price": "",
  "regular_price": "",
  "categories": [{ "id": 9, "name": "Clothing", "slug": "clothing" }],
  "images": [{ "id": 792, "src": "https://shop.example/T_2_front.jpg", "alt": "" }],
  "variations": [801, 802]
}`;

export const wooCommerceProductData = {
  product: {
    id: '794',
    external_id: '794',
    connection_id: '3',
    name: 'Premium Quality',
    price_cents: 0,
    category: 'Clothing',
    description: '<p>Pellentesque habitant morbi tristique.</p>',
    image_url: 'https://shop.example/T_2_front.jpg',
    url: 'https://shop.example/product/premium-quality-19/',
  },
};
